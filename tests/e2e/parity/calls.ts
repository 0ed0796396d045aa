import { call, change, closed, get, owned, type ParityCase, read, server, shared } from './step.ts';

export const callCases: ParityCase[] = [
  {
    what: 'RAISE with codes, hints and details',
    sql: `create function my_raise(kind text) returns void language plpgsql as $$
      begin
        case kind
          when 'plain' then raise exception 'Plain %', 1;
          when 'code' then raise exception 'Coded' using errcode = '23514', hint = 'Look.', detail = 'There.';
          when 'name' then raise check_violation using message = 'Named';
          when 'http' then raise sqlstate 'PT409' using message = 'Busy';
          when 'notice' then raise notice 'Only a notice';
        end case;
      end $$;`,
    steps: ['plain', 'code', 'name', 'http', 'notice', 'other'].map((kind) => call('my_raise', { kind })),
  },
  {
    what: 'errors that are caught',
    sql: `${shared('my_tags', 'name text unique not null')}
      create function my_tag(name text) returns text language plpgsql as $$
      begin
        insert into my_tags (name) values (my_tag.name);
        return 'new';
      exception
        when unique_violation then return 'known';
        when not_null_violation or check_violation then return 'empty';
        when others then raise notice '%', sqlerrm; return sqlstate;
      end $$;`,
    steps: [
      change('my_tag', { name: 'a' }, ['visitor', 'alice', 'bob', 'eve', 'server']),
      change('my_tag', { name: 'a' }, server),
      change('my_tag', { name: null }, server),
    ],
    rows: 'select name from my_tags',
  },
  {
    what: 'a caught error undoes only its block',
    sql: `${shared('my_steps', 'n int check (n < 5)')}
      create function my_try(numbers int[]) returns int language plpgsql as $$
      declare n int; failed int := 0;
      begin
        foreach n in array numbers loop
          begin
            insert into my_steps (n) values (n);
          exception when check_violation then failed := failed + 1;
          end;
        end loop;
        return failed;
      end $$;`,
    steps: [change('my_try', { numbers: [1, 9, 2] }, ['alice', 'server'])],
    rows: 'select n from my_steps order by id',
  },
  {
    what: 'constraints that fail in a function keep their SQLSTATE',
    sql: `${shared('my_parents', 'name text unique not null')} ${
      shared('my_children', 'parent int not null references my_parents')
    }
      insert into my_parents (id, name) values (1, 'a');
      create function my_break(kind text) returns void language plpgsql as $$
      begin
        if kind = 'unique' then insert into my_parents (id, name) values (7, 'a');
        elsif kind = 'null' then insert into my_parents (id, name) values (8, null);
        elsif kind = 'reference' then insert into my_children (id, parent) values (9, 99);
        else perform 1 / 0; end if;
      end $$;`,
    steps: ['unique', 'null', 'reference', 'zero'].map((kind) => change('my_break', { kind })),
  },
  {
    what: 'GET STACKED DIAGNOSTICS and ASSERT-free checks',
    sql: `create function my_diagnose() returns text language plpgsql as $$
      declare v_state text; v_message text; v_detail text;
      begin
        raise exception 'Broken' using detail = 'Here', errcode = '22023';
      exception when others then
        get stacked diagnostics v_state = returned_sqlstate, v_message = message_text, v_detail = pg_exception_detail;
        return concat_ws('/', v_state, v_message, v_detail);
      end $$;`,
    steps: [call('my_diagnose')],
  },
  {
    what: 'who the caller is, for an invoker and for a definer',
    sql: `create function my_me() returns jsonb language sql stable as $$
        select jsonb_build_object('uid', auth.uid(), 'role', auth.role(), 'sub', auth.jwt() ->> 'sub') $$;
      create function my_me_too() returns jsonb language plpgsql stable security definer as $$
      begin
        return jsonb_build_object('uid', auth.uid(), 'role', auth.role(), 'sub', auth.jwt() ->> 'sub', 'mail', (select auth.email()));
      end $$;`,
    steps: [call('my_me'), call('my_me_too'), get('my_me')],
  },
  {
    what: 'an invoker that a definer calls has the rights of the definer',
    sql: `${closed('my_vault', 'gold int')} insert into my_vault (id, gold) values (1, 7);
      create function my_gold() returns int language sql stable as $$ select sum(gold)::int from my_vault $$;
      create function my_gold_for_all() returns int language sql stable security definer as $$ select my_gold() $$;`,
    steps: [call('my_gold'), call('my_gold_for_all'), call('my_gold')],
  },
  {
    what: 'a definer that an invoker calls has its own rights, and the invoker has none of them afterwards',
    sql: `${closed('my_safe', 'gold int')} insert into my_safe (id, gold) values (1, 7);
      create function my_count() returns bigint language plpgsql stable security definer
        as $$ begin return (select count(*) from my_safe); end $$;
      create function my_both() returns bigint[] language plpgsql stable as $$
      declare a bigint := my_count(); b bigint;
      begin
        select count(*) into b from my_safe;
        return array[a, b, my_count()];
      end $$;`,
    steps: [call('my_both')],
  },
  {
    what: 'functions that call each other and themselves',
    sql: `create function my_factorial(n int) returns bigint language plpgsql immutable as $$
      begin return case when n < 2 then 1 else n * my_factorial(n - 1) end; end $$;
      create function my_sum_of(n int) returns bigint language sql immutable as $$ select my_factorial(n) + my_factorial(2) $$;`,
    steps: [call('my_sum_of', { n: 5 })],
  },
  {
    what: 'a tree by a recursive query',
    sql: `${shared('my_nodes', 'parent int references my_nodes, name text')}
      insert into my_nodes (id, parent, name) values (1, null, 'root'), (2, 1, 'a'), (3, 2, 'b');
      create function my_path(node int) returns text language sql stable as $$
        with recursive up as (
          select id, parent, name, 1 as depth from my_nodes where id = node
          union all select n.id, n.parent, n.name, depth + 1 from my_nodes n join up on up.parent = n.id
        ) select string_agg(name, '/' order by depth desc) from up $$;`,
    steps: [call('my_path', { node: 3 })],
  },
  {
    what: 'EXECUTE that is revoked from visitors',
    sql: `create function my_inside() returns int language sql as $$ select 1 $$;
      revoke execute on function my_inside() from public, anon;`,
    steps: [call('my_inside')],
  },
  {
    what: 'EXECUTE that only the server keeps, until it is granted back',
    sql: `create function my_admin(n int) returns int language sql security definer as $$ select n $$;
      revoke all on function my_admin(int) from public, anon, authenticated;
      create function my_back() returns int language sql as $$ select 2 $$;
      revoke execute on function my_back from anon, authenticated, public;
      grant execute on function my_back to authenticated;
      create function my_around() returns int language sql security definer as $$ select my_admin(3) $$;`,
    steps: [call('my_admin', { n: 1 }), call('my_back'), call('my_around')],
  },
  {
    what: 'CREATE OR REPLACE keeps the grants and the comment',
    sql: `create function my_secret() returns int language sql as $$ select 1 $$;
      comment on function my_secret() is 'Only members.';
      revoke execute on function my_secret() from anon, public;
      create or replace function my_secret() returns int language sql as $$ select 2 $$;`,
    steps: [call('my_secret')],
    rows: `select obj_description(oid, 'pg_proc') from pg_proc where proname = 'my_secret' and prosrc like '%2%'`,
  },
  {
    what: 'DROP and CREATE again start with the default grants',
    sql: `create function my_again() returns int language sql as $$ select 1 $$;
      revoke execute on function my_again() from anon, authenticated, public;
      drop function my_again();
      drop function if exists my_again(int);
      create function my_again() returns text language sql as $$ select 'two' $$;`,
    steps: [call('my_again')],
  },
  {
    what: 'a function under its new name',
    sql: `create function my_old(a int) returns int language sql as $$ select a $$;
      alter function my_old(int) rename to my_new;`,
    steps: [call('my_new', { a: 1 }), call('my_old', { a: 1 })],
  },
  {
    what: 'GET of a stable function that writes, and of a volatile one',
    sql: `${closed('my_logs', 'n int')}
      create function my_log() returns int language sql security definer as $$ insert into my_logs (n) values (1) returning n $$;
      create function my_just_reads() returns int language sql as $$ select 1 $$;`,
    steps: [get('my_log'), get('my_just_reads')],
    rows: 'select count(*) from my_logs',
  },
  {
    what: 'a view that calls a function',
    sql: `${owned('my_tasks', 'title text, effort int')}
      insert into my_tasks (id, owner, title, effort) values (1, '<alice>', 'a', 1), (2, '<bob>', 'b', 9);
      create function my_size(effort int) returns text language sql immutable
        as $$ select case when effort > 5 then 'big' else 'small' end $$;
      create view my_sized with (security_invoker = on) as select id, title, my_size(effort) as size from my_tasks;`,
    steps: [read('my_sized', {}, ['alice', 'bob', 'reader', 'server'])],
  },
  {
    what: 'a default and a check that call functions',
    sql: `create function my_code() returns text language sql volatile as $$ select 'C-' || lpad('7', 3, '0') $$;
      create function my_is_code(t text) returns boolean language sql immutable as $$ select t ~ '^C-[0-9]+$' $$;
      ${shared('my_coupons', 'code text default my_code() check (my_is_code(code)), n int')}
      create function my_make(n int) returns text language sql as $$ insert into my_coupons (n) values (n) returning code $$;
      create function my_fake() returns text language sql as $$ insert into my_coupons (code) values ('x') returning code $$;`,
    steps: [change('my_make', { n: 1 }), change('my_fake')],
    rows: 'select code, n from my_coupons order by id',
  },
  {
    what: 'time, random and identifiers have the shape that they have',
    sql: `create function my_facts() returns jsonb language plpgsql volatile as $$
      begin
        return jsonb_build_object('now', now() = transaction_timestamp(), 'day', extract(year from date '2026-05-01'),
          'random', random() between 0 and 1, 'id', length(gen_random_uuid()::text), 'hash', md5('x'),
          'sha', encode(digest('x', 'sha256'), 'hex'), 'b', encode(convert_to('é', 'UTF8'), 'base64'), 'words', initcap('ada byron'),
          'part', split_part('a-b', '-', 2), 'trunc', date_trunc('month', date '2026-05-09')::date,
          'age', date '2026-05-09' - date '2026-05-01');
      end $$;`,
    steps: [call('my_facts')],
  },
  {
    what: 'VOID, a boolean and a null',
    sql: `create function my_nothing() returns void language plpgsql as $$ begin return; end $$;
      create function my_true() returns bool language sql as $$ select exists (select 1) $$;
      create function my_null() returns text language sql as $$ select null::text $$;`,
    steps: [call('my_nothing'), call('my_true'), call('my_null')],
  },
  {
    what: 'a DELETE in a function returns what it removed',
    sql: `${
      owned('my_drafts', 'title text')
    } insert into my_drafts (id, owner, title) values (1, '<alice>', 'a'), (2, '<bob>', 'b');
      create function my_clear() returns setof text language sql as $$ delete from my_drafts where true returning title $$;`,
    steps: [change('my_clear', {}, ['visitor', 'eve', 'alice', 'reader', 'server'])],
    rows: 'select * from my_drafts',
  },
];
