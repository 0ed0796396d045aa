import type { Pair } from './pair.ts';

const code = (statements: string, declarations = '', signature = 'app_57_f(p text) returns setof text') =>
  `create function ${signature} language plpgsql as $$ ${
    declarations && `declare ${declarations}`
  } begin ${statements} end $$`;
const trigger = (statements: string, declarations = '') => code(statements, declarations, 'app_57_f() returns trigger');
const attached = (rest: string) => `create trigger ${rest} execute function app_57_f()`;

/** Bodies in PL/pgSQL, and triggers. */
export const APP_BODIES: readonly Pair[] = [
  ['statement_refused', code("execute 'drop table x';"), code("raise notice 'execute';")],
  ['statement_refused', code("execute format('select %I', p) into p;"), code('select p into p;')],
  ['statement_refused', code("return query execute 'select 1';"), code('return query select text from app_57_todos;')],
  [
    'statement_refused',
    code("for r in execute 'select 1' loop null; end loop;", 'r record;'),
    code('for r in select 1 loop null; end loop;', 'r record;'),
  ],
  [
    'type_refused',
    code("open c for execute 'select 1';", 'c refcursor;'),
    code('open c; fetch c into p; close c;', 'c cursor for select 1;'),
  ],
  ['statement_refused', code('commit;'), code("perform 'commit';")],
  ['statement_refused', code('rollback and chain;'), code('null;')],
  ['statement_refused', code('call app_57_p();'), code('perform app_57_p();')],
  ['statement_refused', code('do $x$ begin end $x$;'), code('p := $x$ do begin end $x$;')],
  ['statement_refused', code('create table app_57_x (a int);'), code('insert into app_57_x values (1);')],
  ['statement_refused', code('drop table app_57_x;'), code('delete from app_57_x where a = 1;')],
  [
    'statement_refused',
    code("set local role = 'postgres';"),
    code("update app_57_x set role = 'postgres' where a = 1;"),
  ],
  ['statement_refused', code('listen x;'), code('perform 1;')],
  ['statement_refused', code("notify x, 'y';"), code("raise notice 'x';")],
  [
    'statement_refused',
    code('truncate app_57_x;'),
    code('merge into app_57_a using app_57_b on true when matched then do nothing;'),
  ],
  ['statement_refused', code('lock table app_57_x;'), code('perform 1 from app_57_x for update;')],
  ['foreign_name', code('select text into p from app_58_todos;'), code('select text into p from app_57_todos;')],
  ['foreign_name', code('perform 1 from app_58_todos;'), code('perform 1 from app_57_todos;')],
  [
    'foreign_name',
    code('p := (select text from app_58_todos limit 1);'),
    code('p := (select text from app_57_todos limit 1);'),
  ],
  [
    'foreign_name',
    code('if exists (select 1 from app_58_todos) then null; end if;'),
    code('if exists (select 1 from app_57_todos) then null; end if;'),
  ],
  [
    'foreign_name',
    code('if false then null; elsif exists (table app_58_a) then null; end if;'),
    code('if false then null; elsif exists (table app_57_a) then null; else null; end if;'),
  ],
  [
    'foreign_name',
    code('while exists (table app_58_a) loop exit; end loop;'),
    code('while exists (table app_57_a) loop exit; end loop;'),
  ],
  [
    'foreign_name',
    code('for i in 1 .. (select 1 from app_58_a) loop null; end loop;'),
    code('for i in reverse 9 .. (select 1 from app_57_a) by 2 loop null; end loop;'),
  ],
  [
    'foreign_name',
    code('for i in 1 .. 9 by (select 1 from app_58_a) loop null; end loop;'),
    code('<<l>> for i in 1 .. 9 loop continue l when i = 3; end loop;'),
  ],
  [
    'foreign_name',
    code('foreach p in array (select array_agg(x) from app_58_a) loop null; end loop;'),
    code('foreach p slice 0 in array (select array_agg(x) from app_57_a) loop null; end loop;'),
  ],
  [
    'foreign_name',
    code('case (select 1 from app_58_a) when 1 then null; end case;'),
    code('case (select 1 from app_57_a) when 1, 2 then null; else null; end case;'),
  ],
  [
    'foreign_name',
    code('case when exists (table app_58_a) then null; end case;'),
    code('case when exists (table app_57_a) then null; end case;'),
  ],
  ['foreign_name', code('return next (select text from app_58_a);'), code('return next (select text from app_57_a);')],
  [
    'foreign_name',
    code('return query insert into app_58_a values (1) returning text;'),
    code('return query insert into app_57_a values (1) returning text;'),
  ],
  [
    'foreign_name',
    code('return (table app_58_a);', '', 'app_57_f() returns int'),
    code('return (table app_57_a);', '', 'app_57_f() returns int'),
  ],
  [
    'foreign_name',
    code("raise exception '%', (select text from app_58_a);"),
    code("raise exception '%', (select text from app_57_a);"),
  ],
  [
    'foreign_name',
    code("raise exception 'x' using detail = (select text from app_58_a);"),
    code("raise exception 'x' using detail = (select text from app_57_a), hint = 'y';"),
  ],
  ['foreign_name', code('assert exists (table app_58_a);'), code("assert true, 'x';")],
  [
    'foreign_name',
    code('loop exit when exists (table app_58_a); end loop;'),
    code('loop exit when exists (table app_57_a); end loop;'),
  ],
  [
    'foreign_name',
    code('a[(select 1 from app_58_a)] := 1;', 'a int[];'),
    code('a[(select 1 from app_57_a)] := 1;', 'a int[];'),
  ],
  [
    'foreign_name',
    code('null;', 'x text := (select text from app_58_a);'),
    code('null;', 'x constant text not null default (select text from app_57_a);'),
  ],
  [
    'foreign_name',
    code('null;', 'x record := (select text from app_58_a);'),
    code('null;', 'x record := (select text from app_57_a);'),
  ],
  [
    'foreign_name',
    code('null;', 'x record not null default (select a from app_58_a a);'),
    code('x.id := 1;', 'x record;'),
  ],
  [
    'foreign_name',
    code('x.id := 1;', 'x app_57_a := (select a from app_58_a a);'),
    code('x.id := 1;', 'x app_57_a := (select a from app_57_a a);'),
  ],
  [
    'foreign_name',
    code('x.id := 1;', 'x public.app_57_a%rowtype := (select a from app_58_a a);'),
    code('x.id := 1; y.id = 2;', 'x public.app_57_a%rowtype; y app_57_b;'),
  ],
  [
    'foreign_name',
    code('null;', 'c cursor for select * from app_58_a;'),
    code('for r in c loop null; end loop;', 'c no scroll cursor for select * from app_57_a;'),
  ],
  [
    'foreign_name',
    code('for r in c((select 1 from app_58_a)) loop null; end loop;', 'c cursor (q int) for select q;'),
    code('for r in c((select 1 from app_57_a)) loop null; end loop;', 'c cursor (q int) for select q;'),
  ],
  [
    'foreign_name',
    code('open c(q := (select 1 from app_58_a));', 'c cursor (q int) for select q;'),
    code('open c(q := (select 1 from app_57_a));', 'c cursor (q int) for select q;'),
  ],
  ['foreign_name', code('null;', 'x app_58_a;'), code('null;', 'x app_57_a; y app_57_kind;')],
  ['foreign_name', code('null;', 'x app_58_a%rowtype;'), code('null;', 'x app_57_a%rowtype;')],
  [
    'foreign_name',
    code('null;', 'x app_58_a.id%type;'),
    code('null;', 'x app_57_a.id%type; y x%type; z public.app_57_a.id%type[];'),
  ],
  ['wrong_prefix', code('null;', 'x other.id%type;'), code('null;', 'x record; y x.id%type;')],
  ['catalog_name', code('null;', 'x pg_class%rowtype;'), code('null;', 'x numeric(10, 2)[];')],
  ['type_refused', code('null;', 'x regclass;'), code('null;', 'x timestamp with time zone; y character varying(9);')],
  ['type_refused', code('open c for select 1;', 'c refcursor;'), code('open c;', 'c cursor for select 1;')],
  [
    'option_refused',
    code("c := '<unnamed portal 1>'; fetch c into p;", 'c cursor for select 1;'),
    code('fetch first from c into p; move next from c;', 'c cursor for select 1;'),
  ],
  [
    'option_refused',
    code("select 'x' into c;", 'c cursor for select 1;'),
    code("select 'x' into p;", 'c cursor for select 1;'),
  ],
  [
    'option_refused',
    code('begin null; exception when query_canceled then null; end;'),
    code('begin null; exception when others then null; end;'),
  ],
  [
    'option_refused',
    code("begin null; exception when sqlstate '57014' then null; end;"),
    code(
      "begin null; exception when sqlstate '23505' or unique_violation then get stacked diagnostics p = message_text; end;",
    ),
  ],
  [
    'option_refused',
    code('begin null; exception when operator_intervention then null; end;'),
    code('begin null; exception when division_by_zero then raise; end;'),
  ],
  [
    'option_refused',
    code("begin null; exception when assert_failure or sqlstate 'P0004' then null; end;"),
    code('begin null; exception when raise_exception then null; end;'),
  ],
  ['option_refused', code("raise sqlstate 'PGRST';"), code("raise sqlstate 'PT404';")],
  [
    'option_refused',
    code("raise exception 'x' using errcode = 'PGRST';"),
    code("raise exception 'x' using errcode = 'PT409';"),
  ],
  [
    'option_refused',
    code("raise exception 'x' using errcode = 'PG' || 'RST';"),
    code("raise exception 'x' using errcode = 'P0001';"),
  ],
  [
    'option_refused',
    code("raise exception 'x' using errcode = p;"),
    code("raise exception using errcode = 'insufficient_privilege', message = p;"),
  ],
  [
    'option_refused',
    code("raise exception 'x' using errcode = '57014';"),
    code("raise exception 'x' using errcode = '42501';"),
  ],
  ['option_refused', code('raise query_canceled;'), code('raise check_violation;')],
  [
    'function_refused',
    code("perform set_config('request.jwt.claims', '{}', false);"),
    code("p := auth.jwt() ->> 'role';"),
  ],
  ['function_refused', code('perform pg_sleep(9);'), code('perform lower(p);')],
  ['function_refused', code('p := version();'), code('p := app_57_g(p);')],
  [
    'option_refused',
    "create function app_57_f() returns int language plpgsql as '#option dump\nbegin end'",
    "create function app_57_f() returns int language plpgsql as '#variable_conflict use_column\nbegin end'",
  ],
  ['option_refused', code('null;', 'U&"\\0078" record := (select 1 from app_58_a);'), code('null;', '"X" record;')],
  ['sql_unreadable', code('if true then null;'), code('if true then null; end if;')],
  ['sql_unreadable', code('p := 1 +;'), code('p := 1 + 1;')],
  [
    'option_refused',
    code('begin null; exception when transaction_timeout then null; end;'),
    code('begin null; exception when lock_not_available then null; end;'),
  ],
  [
    'option_refused',
    code("begin null; exception when sqlstate '25P04' then null; end;"),
    code("begin null; exception when sqlstate '22012' then null; end;"),
  ],
  // Bodies of triggers, and triggers.
  [
    'foreign_name',
    trigger('new.text := (select text from app_58_a); return new;'),
    trigger("new.text := lower(new.text); new.data['a'] = '1'; return new;"),
  ],
  [
    'foreign_name',
    trigger('insert into app_58_log select * from added; return null;'),
    trigger('insert into app_57_log select * from added; return null;'),
  ],
  [
    'catalog_name',
    trigger('perform 1 from pg_roles; return null;'),
    trigger('perform 1 from newrows n join oldrows o using (id); return null;'),
  ],
  [
    'wrong_prefix',
    trigger('delete from newrows where true; return null;'),
    trigger("if tg_op = 'INSERT' then perform count(*) from newrows; end if; return null;"),
  ],
  [
    'user_metadata_refused',
    code('p := (select raw_user_meta_data from auth.users);'),
    trigger("insert into app_57_people values (new.id, new.raw_user_meta_data ->> 'name'); return new;"),
  ],
  [
    'foreign_name',
    attached('t after insert on app_58_a for each row'),
    attached('t after insert on app_57_a for each row'),
  ],
  [
    'foreign_name',
    'create trigger t after insert on app_57_a execute function app_58_f()',
    "create trigger t after insert on app_57_a execute function app_57_f('a', 1)",
  ],
  [
    'function_refused',
    attached('t before update on app_57_a for each row when (version() is null)'),
    attached('t before update of a, b on app_57_a for each row when (old.* is distinct from new.*)'),
  ],
  [
    'statement_refused',
    attached('keep_owner before update on app_57_a for each row'),
    attached('keep_my_owner before update on app_57_a for each row'),
  ],
  [
    'statement_refused',
    attached('"CHECK_x" before update on app_57_a for each row'),
    attached('"Check_x" before update on app_57_a for each row'),
  ],
  [
    'option_refused',
    attached('t before truncate on app_57_a'),
    attached('t after insert or update or delete on app_57_a for each statement'),
  ],
  [
    'option_refused',
    attached('t instead of insert on app_57_v for each row'),
    attached('t after delete on app_57_a referencing old table as gone'),
  ],
  [
    'option_refused',
    attached('t before insert on auth.users for each row'),
    attached('t after insert on auth.users for each row'),
  ],
  ['option_refused', attached('t after update on auth.users for each row'), 'drop trigger if exists t on auth.users'],
  [
    'foreign_name',
    'create constraint trigger t after insert on app_57_a from app_58_a for each row execute function app_57_f()',
    'create constraint trigger t after insert on app_57_a deferrable initially deferred for each row execute function app_57_f()',
  ],
  ['statement_refused', 'drop trigger keep_timestamps on app_57_a', 'drop trigger t on app_57_a'],
  ['statement_refused', 'alter trigger keep_owner on app_57_a rename to x', 'alter trigger t on app_57_a rename to x'],
  [
    'statement_refused',
    'alter trigger t on app_57_a rename to set_updated_at',
    'alter trigger t on app_57_a rename to my_updated_at',
  ],
  [
    'schema_refused',
    "create trigger t before update on app_57_a for each row execute function extensions.moddatetime('a', 'b')",
    "create trigger t before update on app_57_a for each row execute function extensions.moddatetime('a')",
  ],
];
