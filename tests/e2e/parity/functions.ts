import { call, change, closed, get, owned, type ParityCase, people, read, server, shared } from './step.ts';

export const functionCases: ParityCase[] = [
  {
    what: 'a counter in SQL, with the rights of its caller',
    sql: `${shared('my_stories', 'seen int not null default 0')} insert into my_stories (id) values (1);
      create function my_see(story int) returns int language sql
        as $$ update my_stories set seen = seen + 1 where id = story returning seen $$;`,
    steps: [change('my_see', { story: 1 }), change('my_see', { story: 2 }), read('my_stories')],
    rows: 'select * from my_stories',
  },
  {
    what: 'a counter as definer, which visitors move too',
    sql: `${closed('my_hits', 'n int not null default 0')} insert into my_hits (id) values (1);
      create function my_hit() returns int language plpgsql security definer set search_path = public as $$
      declare v int;
      begin
        update my_hits set n = n + 1 where id = 1 returning n into v;
        return v;
      end $$;`,
    steps: [change('my_hit'), read('my_hits')],
    rows: 'select * from my_hits',
  },
  {
    what: 'an upsert that counts by day',
    sql: `create table my_days (day date primary key, n int not null default 1);
      alter table my_days enable row level security;
      create policy p on my_days to authenticated using (true) with check (true);
      create or replace function my_count(d date) returns void language plpgsql as $$
      begin
        insert into my_days (day) values (d) on conflict (day) do update set n = my_days.n + excluded.n;
      end; $$;`,
    steps: [change('my_count', { d: '2026-01-01' }), change('my_count', { d: '2026-01-02' }, server)],
    rows: 'select * from my_days order by 1',
  },
  {
    what: 'a total over rows of the caller',
    sql: `${owned('my_lines', 'price numeric(10,2), amount int')}
      insert into my_lines (id, owner, price, amount) values (1, '<alice>', 2.50, 2), (2, '<alice>', 1, 3), (3, '<bob>', 9.99, 1);
      create function my_total() returns numeric language sql stable
        as $$ select coalesce(sum(price * amount), 0) from my_lines $$;`,
    steps: [call('my_total'), get('my_total')],
  },
  {
    what: 'a transfer of money with exceptions',
    sql: `${owned('my_accounts', 'balance int not null check (balance >= 0)')}
      insert into my_accounts (id, owner, balance) values (1, '<alice>', 100), (2, '<bob>', 50);
      create function my_transfer(source int, target int, amount int) returns int language plpgsql security definer as $$
      declare v_left int;
      begin
        if amount <= 0 then raise exception 'Amount must be positive, not %', amount using errcode = '22023'; end if;
        select balance into v_left from my_accounts where id = source and owner = auth.uid() for update;
        if not found then raise exception 'No such account' using errcode = 'P0002', hint = 'Open one.'; end if;
        if v_left < amount then raise exception 'Only % left', v_left; end if;
        update my_accounts set balance = balance - amount where id = source;
        update my_accounts set balance = balance + amount where id = target;
        return v_left - amount;
      end $$;`,
    steps: [
      change('my_transfer', { source: 1, target: 2, amount: 30 }),
      change('my_transfer', { source: 1, target: 2, amount: 300 }),
      change('my_transfer', { source: 1, target: 2, amount: -1 }),
    ],
    rows: 'select * from my_accounts order by 1',
  },
  {
    what: 'a check that fails within a function undoes the whole call',
    sql: `${
      shared('my_purses', 'coins int check (coins >= 0)')
    } insert into my_purses (id, coins) values (1, 5), (2, 5);
      create function my_give(coins int) returns void language sql as $$
        update my_purses p set coins = p.coins + my_give.coins where id = 2;
        update my_purses p set coins = p.coins - my_give.coins where id = 1 $$;`,
    steps: [change('my_give', { coins: 3 }), change('my_give', { coins: 9 })],
    rows: 'select * from my_purses order by 1',
  },
  {
    what: 'a joining by code that members cannot do by themselves',
    sql: `${closed('my_teams', 'name text, code text unique')}
      create table my_team_members (team_id int references my_teams, user_id uuid references auth.users, primary key (team_id, user_id));
      alter table my_team_members enable row level security;
      create policy "own" on my_team_members for select to authenticated using (user_id = auth.uid());
      insert into my_teams (id, name, code) values (1, 'Reds', 'r3d');
      create function my_join(invite_code text) returns int language plpgsql security definer set search_path to 'public' as $$
      declare team my_teams%rowtype;
      begin
        if auth.uid() is null then raise exception 'Not authenticated'; end if;
        select * into team from public.my_teams where code = invite_code;
        if team.id is null then raise exception 'Invalid code' using errcode = 'PT404'; end if;
        insert into public.my_team_members (team_id, user_id) values (team.id, auth.uid()) on conflict do nothing;
        return team.id;
      end; $$;`,
    steps: [
      change('my_join', { invite_code: 'r3d' }),
      change('my_join', { invite_code: 'blue' }),
      read('my_team_members', { order: 'team_id', select: 'team_id' }),
    ],
    rows: 'select team_id, count(*) from my_team_members group by 1',
  },
  {
    what: 'invoice numbers without gaps',
    sql: `${closed('my_numbers', 'last int not null')} insert into my_numbers (id, last) values (2026, 41);
      ${closed('my_invoices', 'number text unique')}
      create function my_invoice() returns text language plpgsql security definer as $$
      declare v_number int;
      begin
        update my_numbers set last = last + 1 where id = 2026 returning last into strict v_number;
        insert into my_invoices (number) values ('INV-' || lpad(v_number::text, 5, '0'));
        return format('INV-%s', lpad(v_number::text, 5, '0'));
      end $$;`,
    steps: [change('my_invoice')],
    rows: 'select number from my_invoices order by 1',
  },
  {
    what: 'a search that returns rows of a table, chained with filters',
    sql: `${people}
      create function my_search(q text) returns setof my_people language sql stable
        as $$ select * from my_people where first ilike '%' || q || '%' or last ilike '%' || q || '%' order by id $$;`,
    steps: [
      call('my_search', { q: 'a' }),
      call('my_search', { q: 'a' }, { select: 'first', eq: { last: 'Turing' } }),
      get('my_search', { q: 'a' }, { order: 'age', limit: 2 }),
    ],
  },
  {
    what: 'a full-text search',
    sql: `${people}
      create function my_find(words text) returns setof my_people language sql stable as $$
        select * from my_people where to_tsvector('simple', first || ' ' || last) @@ plainto_tsquery('simple', words) order by id $$;`,
    steps: [call('my_find', { words: 'hopper' })],
  },
  {
    what: 'RETURNS TABLE with a query',
    sql: `${people}
      create function my_ages() returns table (initial text, total bigint) language plpgsql stable as $$
      begin
        return query select left(p.first, 1), sum(p.age) from my_people p group by 1 order by 1;
      end $$;`,
    steps: [call('my_ages'), get('my_ages', {}, { eq: { initial: 'A' } })],
  },
  {
    what: 'several OUT parameters',
    sql: `create function my_divide(a int, b int, out quotient int, out rest int) language plpgsql immutable
      as $$ begin quotient := a / b; rest := a % b; end $$;`,
    steps: [call('my_divide', { a: 17, b: 5 }), call('my_divide', { a: 1, b: 0 })],
  },
  {
    what: 'one OUT parameter and one INOUT parameter',
    sql: `create function my_hello(name text, out greeting text) language sql as $$ select 'Hello ' || name $$;
      create function my_twice(inout n int) language plpgsql as $$ begin n := n * 2; end $$;`,
    steps: [call('my_hello', { name: 'Ada' }), call('my_twice', { n: 4 })],
  },
  {
    what: 'a VARIADIC parameter, called from another function',
    sql: `create function my_longest(variadic words text[]) returns text language sql immutable
        as $$ select w from unnest(words) w order by length(w) desc, w limit 1 $$;
      create function my_pick() returns text language sql as $$ select my_longest('a', 'ccc', 'bb') $$;
      create function my_pick_of(list text[]) returns text language sql as $$ select my_longest(variadic list) $$;`,
    steps: [call('my_pick'), call('my_pick_of', { list: ['x', 'yy'] })],
  },
  {
    what: 'defaults of parameters, some omitted',
    sql: `create function my_page(size int default 10, start int default 0, label text default 'page') returns text
        language sql immutable as $$ select label || ' ' || size || ' ' || start $$;
      create function my_named() returns text language sql as $$ select my_page(start => 5, label := 'from') $$;`,
    steps: [call('my_page'), call('my_page', { start: 3 }), call('my_page', { label: 'p', size: 1 }), call('my_named')],
  },
  {
    what: 'overloads by number and by type',
    sql: `create function my_area(side int) returns int language sql immutable as $$ select side * side $$;
      create function my_area(width int, height int) returns int language sql immutable as $$ select width * height $$;
      create function my_kind(int) returns text language sql immutable as $$ select 'int' $$;
      create function my_kind(text) returns text language sql immutable as $$ select 'text' $$;
      create function my_kinds() returns text[] language sql as $$ select array[my_kind(1), my_kind('x'::text)] $$;`,
    steps: [call('my_area', { side: 3 }), call('my_area', { width: 2, height: 5 }), call('my_kinds')],
  },
  {
    what: 'STRICT returns null for null',
    sql:
      `create function my_len(word text) returns int language plpgsql immutable strict as $$ begin return length(word); end $$;
      create function my_same(word text) returns int language sql immutable returns null on null input as $$ select 1 $$;
      create function my_or(word text) returns int language sql immutable called on null input as $$ select coalesce(length(word), -1) $$;`,
    steps: [
      call('my_len', { word: null }),
      call('my_same', { word: null }),
      call('my_len', { word: 'abc' }),
      call('my_or', { word: null }),
    ],
  },
  {
    what: 'a computed field',
    sql: `${people}
      create function my_full_name(my_people) returns text language sql stable as $$ select $1.first || ' ' || $1.last $$;
      create function my_names() returns setof text language sql stable
        as $$ select my_full_name(p) from my_people p order by p.id $$;`,
    steps: [read('my_people', { select: 'id, my_full_name' }), call('my_names')],
  },
  {
    what: 'a row type as result and as variable',
    sql: `${people}
      create function my_oldest() returns my_people language plpgsql stable as $$
      declare p my_people; q my_people%rowtype; a my_people.age%type;
      begin
        select max(age) into a from my_people;
        select * into p from my_people where age = a;
        q := p;
        return q;
      end $$;`,
    steps: [call('my_oldest')],
  },
  {
    what: 'a function of a set in FROM, joined with its table',
    sql: `${people}
      create function my_adults(limit_age int) returns setof int language sql stable
        as $$ select id from my_people where age >= limit_age order by id $$;
      create function my_adult_names() returns text language sql stable
        as $$ select string_agg(p.first, ',' order by p.id) from my_adults(40) a join my_people p on p.id = a $$;`,
    steps: [call('my_adults', { limit_age: 40 }), call('my_adult_names')],
  },
];
