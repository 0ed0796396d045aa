import {
  alice,
  call,
  change,
  closed,
  insert,
  log,
  owned,
  type ParityCase,
  read,
  remove,
  server,
  shared,
  trigger,
} from './step.ts';

export const moreTriggerCases: ParityCase[] = [
  {
    what: 'a statement trigger with transition tables',
    sql: `${log} ${shared('my_rows', 'n int')}
      create function my_fire() returns trigger language plpgsql security definer as $$
      begin
        insert into my_log (what) select tg_op || ' ' || count(*) || ' ' || sum(n) from fresh;
        return null;
      end $$;
      create trigger added after insert on my_rows referencing new table as fresh for each statement execute function my_fire();
      create function my_add(numbers int[]) returns bigint language sql
        as $$ with new_rows as (insert into my_rows (n) select unnest(numbers) returning n) select count(*) from new_rows $$;`,
    steps: [change('my_add', { numbers: [1, 2, 3] }, ['visitor', 'alice', 'server'])],
    rows: 'select what from my_log order by id',
  },
  {
    what: 'a statement trigger before DELETE that refuses',
    sql: `${shared('my_laws', 'n int')} insert into my_laws (id, n) values (1, 1);
      ${trigger(`raise exception 'Laws stay' using errcode = '23001';`)}
      create trigger stay before delete on my_laws for each statement execute function my_fire();`,
    steps: [remove('my_laws', { id: 1 }, ['alice', 'server'])],
    rows: 'select * from my_laws',
  },
  {
    what: 'a deferred constraint trigger that fires at COMMIT',
    sql: `${owned('my_entries', 'amount int not null')}
      create function my_fire() returns trigger language plpgsql as $$
      begin
        if (select sum(amount) from my_entries) <> 0 then raise exception 'Not balanced for %', auth.role() using errcode = '23514'; end if;
        return null;
      end $$;
      create constraint trigger balance after insert on my_entries deferrable initially deferred for each row execute function my_fire();
      create function my_book(amounts int[]) returns int language plpgsql as $$
      declare a int; n int := 0;
      begin
        foreach a in array amounts loop insert into my_entries (amount) values (a); n := n + 1; end loop;
        return n;
      end $$;`,
    steps: [
      change('my_book', { amounts: [5, -5] }),
      change('my_book', { amounts: [5, -4] }),
      insert('my_entries', { amount: 3 }),
    ],
    rows: 'select owner, amount from my_entries order by id',
  },
  {
    what: 'arguments of triggers, and their order by name',
    sql: `${shared('my_marks', `path text not null default ''`)}
      ${trigger(`new.path := new.path || tg_argv[0] || tg_nargs; return new;`)}
      create trigger b before insert on my_marks for each row execute function my_fire('b', 'x');
      create trigger a before insert on my_marks for each row execute function my_fire('a');`,
    steps: [insert('my_marks', { id: 41 }, alice)],
    rows: 'select path from my_marks',
  },
  {
    what: 'a row that a trigger drops silently',
    sql: `${shared('my_words', 'word text')} ${trigger(`if new.word ~* 'spam' then return null; end if; return new;`)}
      create trigger filter before insert on my_words for each row execute function my_fire();`,
    steps: [
      insert('my_words', { word: 'Spam' }, ['alice', 'server']),
      insert('my_words', { word: 'ham' }, ['alice', 'server']),
    ],
    rows: 'select word from my_words',
  },
  {
    what: 'a definer that inserts into a table with an invoker trigger',
    sql: `${log} ${closed('my_parcels', 'weight int')}
      ${trigger(`insert into my_log (what) values ('weight ' || new.weight); return new;`)}
      create trigger weigh after insert on my_parcels for each row execute function my_fire();
      create function my_send(weight int) returns void language sql security definer
        as $$ insert into my_parcels (weight) values (weight) $$;
      create function my_send_self(weight int) returns void language sql as $$ insert into my_parcels (weight) values (weight) $$;`,
    steps: [change('my_send', { weight: 4 }), change('my_send_self', { weight: 5 })],
    rows: 'select what from my_log order by id',
  },
  {
    what: 'an invoker trigger that writes where its caller may not',
    sql: `${log} ${shared('my_cats', 'name text')} ${
      trigger(`insert into my_log (what) values (new.name); return new;`)
    }
      create trigger logs after insert on my_cats for each row execute function my_fire();`,
    steps: [insert('my_cats', { name: 'Tom' }, ['alice', 'server'])],
    rows: 'select name, (select count(*) from my_log) from my_cats',
  },
  {
    what: 'a cascade fires the triggers of the other table',
    sql: `${log} ${shared('my_lists', 'name text')} ${
      shared('my_items', 'list int references my_lists on delete cascade')
    }
      insert into my_lists (id, name) values (1, 'a'); insert into my_items (id, list) values (1, 1), (2, 1);
      ${trigger(`insert into my_log (what) values ('gone ' || old.id); return old;`, 'my_fire', 'security definer')}
      create trigger gone after delete on my_items for each row execute function my_fire();`,
    steps: [remove('my_lists', { id: 1 }, alice)],
    rows: 'select what from my_log order by what',
  },
  {
    what: 'the first member of a new club is its maker',
    sql:
      `create table my_club_members (club int, user_id uuid references auth.users, role text, primary key (club, user_id));
      alter table my_club_members enable row level security;
      create policy "own" on my_club_members for select to authenticated using (user_id = auth.uid());
      ${owned('my_clubs', 'name text')}
      ${
        trigger(
          `insert into my_club_members (club, user_id, role) values (new.id, new.owner, 'owner'); return new;`,
          'my_fire',
          `security definer set search_path = ''`,
        ).replaceAll('into my_', 'into public.my_')
      }
      create trigger first after insert on my_clubs for each row execute function public.my_fire();`,
    steps: [insert('my_clubs', { id: 51, name: 'Chess' }, alice), read('my_club_members', { order: 'club' })],
    rows: 'select club, user_id, role from my_club_members',
  },
  {
    what: 'the maker of a row that a trigger fills in',
    sql: `create table my_photos (id int primary key, user_id uuid references auth.users, title text);
      alter table my_photos enable row level security;
      create policy "own" on my_photos for all to authenticated using (user_id = auth.uid()) with check (user_id = auth.uid());
      ${trigger('new.user_id := auth.uid(); return new;')}
      create trigger mine before insert on my_photos for each row execute function my_fire();`,
    steps: [
      insert('my_photos', { id: 1, title: 'a' }, alice),
      insert('my_photos', { id: 2, user_id: '<alice>', title: 'b' }, ['bob']),
      insert('my_photos', { id: 3, user_id: '<alice>', title: 'c' }, server),
    ],
    rows: 'select id, user_id from my_photos order by id',
  },
  {
    what: 'a trigger that is dropped fires no more',
    sql: `${shared('my_things', 'n int')} ${trigger('new.n := 0; return new;')}
      create trigger zero before insert on my_things for each row execute function my_fire();
      drop trigger if exists zero on my_things;
      create or replace trigger one before update on my_things for each row execute function my_fire();
      drop trigger one on my_things; drop function my_fire();
      create function my_n() returns int language sql as $$ insert into my_things (n) values (8) returning n $$;`,
    steps: [change('my_n', {}, ['alice', 'server']), call('my_fire', {}, {}, alice)],
    rows: 'select n from my_things order by id',
  },
];
