import type { Pair } from './pair.ts';

const created = (rest: string, signature = 'app_57_f() returns int') => `create function ${signature} ${rest}`;
const inSql = (body: string, signature = 'app_57_f(p text) returns text') =>
  `create function ${signature} language sql stable as $$ ${body} $$`;

/** Functions of an app, their rights, and bodies in SQL. */
export const APP_FUNCTIONS: readonly Pair[] = [
  ['foreign_name', inSql('select 1', 'app_58_f() returns int'), inSql('select 1', 'app_57_f() returns int')],
  [
    'schema_refused',
    inSql('select 1', 'code.app_57_f() returns int'),
    inSql('select 1', 'public.app_57_f() returns int'),
  ],
  [
    'schema_refused',
    inSql('select 1', 'access.app_57_f() returns int'),
    inSql('select $1', 'app_57_f(int) returns int'),
  ],
  ['statement_refused', 'create procedure app_57_f() language sql as $$ select 1 $$', created('language sql return 1')],
  ['option_refused', created("language c as 'a', 'b'"), created("language 'sql' as 'select 1'")],
  [
    'option_refused',
    created("language internal as 'pg_sleep'"),
    created("language 'plpgsql' as 'begin return 1; end'"),
  ],
  ['option_refused', created("language plpython3u as 'pass'"), created("as 'select 1' language sql")],
  [
    'option_refused',
    created("language sql leakproof as 'select 1'"),
    created("language sql not leakproof as 'select 1'"),
  ],
  ['option_refused', created("language sql window as 'select 1'"), created("language sql strict as 'select 1'")],
  ['option_refused', created("language sql support f as 'select 1'"), created("language sql cost 10 as 'select 1'")],
  [
    'option_refused',
    created("language sql transform for type int as 'select 1'"),
    created("language sql parallel safe as 'select 1'"),
  ],
  [
    'option_refused',
    created("language sql set role = 'postgres' as 'select 1'"),
    created("language sql set search_path = '' as 'select 1'"),
  ],
  [
    'option_refused',
    created("language sql set statement_timeout = 0 as 'select 1'"),
    created("language sql security definer set search_path to public, pg_temp as 'select 1'"),
  ],
  [
    'option_refused',
    created("language sql set search_path from current as 'select 1'"),
    created("language sql immutable as 'select 1'"),
  ],
  [
    'type_refused',
    inSql('select 1', 'app_57_f(p regclass) returns int'),
    inSql('select 1', 'app_57_f(p app_57_kind[]) returns int'),
  ],
  [
    'type_refused',
    inSql('select 1', 'app_57_f(p refcursor) returns int'),
    inSql('select 1', 'app_57_f(p anyelement) returns int'),
  ],
  ['type_refused', inSql('select 1', 'app_57_f() returns event_trigger'), inSql('select 1', 'app_57_f() returns void')],
  [
    'foreign_name',
    inSql('select 1', 'app_57_f(p app_58_todos) returns int'),
    inSql('select 1', 'app_57_f(p app_57_todos) returns int'),
  ],
  [
    'foreign_name',
    inSql('select 1', 'app_57_f() returns setof app_58_todos'),
    inSql('table app_57_todos', 'app_57_f() returns setof app_57_todos'),
  ],
  [
    'foreign_name',
    inSql('select 1', 'app_57_f() returns table (x app_58_todos.id%type)'),
    inSql('select 1', 'app_57_f() returns table (x app_57_todos.id%type)'),
  ],
  [
    'catalog_name',
    inSql('select 1', 'app_57_f(p pg_class) returns int'),
    inSql('select 1', 'app_57_f(inout p int, out q int)'),
  ],
  [
    'function_refused',
    inSql('select p', "app_57_f(p text default current_setting('x')) returns text"),
    inSql('select p', "app_57_f(p text default lower('X')) returns text"),
  ],
  [
    'function_refused',
    inSql('select p', 'app_57_f(p text default app_57_g()) returns text'),
    inSql('select app_57_g()', 'app_57_f(variadic p text[]) returns text'),
  ],
  [
    'option_refused',
    created("language sql set search_path = app_58, code as 'select 1'"),
    created("language sql set search_path = public as 'select 1'"),
  ],
  [
    'option_refused',
    created("language sql as 'select 1' as 'select version()'"),
    created("language sql as 'select 1' rows 1"),
  ],
  [
    'option_refused',
    created("language sql language plpgsql as 'select 1'"),
    created("called on null input language sql as 'select 1'"),
  ],
  ['option_refused', created("as 'select 1'"), created('language sql return 1')],
  ['option_refused', created('language sql'), created('language sql begin atomic select 1; end')],
  // Bodies in SQL.
  ['foreign_name', inSql('select text from app_58_todos'), inSql('select text from app_57_todos')],
  [
    'foreign_name',
    inSql('select 1; delete from app_58_todos'),
    inSql('delete from app_57_todos where id = 1; select $1'),
  ],
  ['statement_refused', inSql("set role = 'postgres'; select 1"), inSql("select 'set role'")],
  [
    'statement_refused',
    inSql('create table app_57_x (a int)'),
    inSql('insert into app_57_x values (1) returning a::text'),
  ],
  [
    'statement_refused',
    inSql("notify x, 'y'"),
    inSql("update app_57_todos set text = 'notify' where id = 1 returning text"),
  ],
  ['statement_refused', inSql('listen x'), inSql('with a as (select 1 as x) select x::text from a')],
  ['statement_refused', inSql('explain select 1'), inSql('values ($1)')],
  ['statement_refused', inSql('lock table app_57_todos'), inSql('select text from app_57_todos for update')],
  [
    'statement_refused',
    inSql("copy app_57_todos to '/tmp/x'"),
    inSql('merge into app_57_a using app_57_b on true when matched then do nothing'),
  ],
  ['into_refused', inSql('select 1 into app_57_x'), inSql('select 1 as into_')],
  ['function_refused', inSql("select set_config('request.jwt.claims', '{}', false)"), inSql('select auth.uid()::text')],
  ['function_refused', inSql('select pg_advisory_lock(1)::text'), inSql('select public.app_57_g($1)')],
  ['foreign_name', inSql('select app_58_g($1)'), inSql('select app_57_g($1)')],
  [
    'function_refused',
    inSql('select p.current_setting'),
    inSql('select p.first || $1.last', 'app_57_f(p app_57_people) returns text'),
  ],
  ['function_refused', inSql('select ($1).ts_stat'), inSql('select ($1).name', 'app_57_f(app_57_people) returns text')],
  ['function_refused', inSql('select (p).setseed'), inSql('select (p).name', 'app_57_f(p app_57_people) returns text')],
  ['user_metadata_refused', inSql('select auth.jwt()::text'), inSql("select auth.jwt() ->> 'role'")],
  [
    'wrong_prefix',
    inSql('select 1 from newrows'),
    inSql('with newrows as (select 1) select count(*)::text from newrows'),
  ],
  [
    'schema_refused',
    inSql('select email from auth.identities'),
    inSql('select email from auth.users where id = auth.uid()'),
  ],
  ['function_refused', created('language sql return version()'), created("language sql return length('x')")],
  [
    'statement_refused',
    created('begin atomic create table app_57_x (a int); end'),
    created('begin atomic select 1; select 2; end'),
  ],
  [
    'foreign_name',
    created('begin atomic; select count(*) from app_58_todos; end'),
    created('begin atomic; select count(*) from app_57_todos; end'),
  ],
  ['sql_unreadable', inSql('select from from'), inSql("select 'from'")],
  // Rights and changes.
  [
    'option_refused',
    'grant execute on function app_57_f() to app_58',
    'grant execute on function app_57_f() to anon, authenticated',
  ],
  [
    'option_refused',
    'grant execute on function app_57_f() to postgres',
    'grant all on function app_57_f() to service_role',
  ],
  [
    'option_refused',
    'grant execute on function app_57_f() to anon with grant option',
    'revoke execute on function app_57_f() from public',
  ],
  [
    'statement_refused',
    'grant execute on all functions in schema public to anon',
    'grant execute on function app_57_f(int), app_57_g to anon',
  ],
  [
    'foreign_name',
    'grant execute on function app_58_f() to anon',
    'revoke all on function app_57_f(text) from anon cascade',
  ],
  [
    'statement_refused',
    'alter default privileges grant execute on functions to anon',
    "comment on function app_57_f(int) is 'x'",
  ],
  ['foreign_name', "comment on function app_58_f() is 'x'", "comment on function app_57_f is 'x'"],
  [
    'option_refused',
    'alter function app_57_f() set role = postgres',
    'alter function app_57_f() set search_path = public',
  ],
  ['option_refused', 'alter function app_57_f() leakproof', 'alter function app_57_f() stable security invoker'],
  ['option_refused', 'alter function app_57_f() owner to postgres', 'alter function app_57_f(int) rename to app_57_g'],
  [
    'statement_refused',
    'alter function app_57_f() set schema access',
    'alter function app_57_f rename to app_57_schema',
  ],
  [
    'foreign_name',
    'alter function app_57_f() rename to app_58_f',
    'alter function public.app_57_f() rename to app_57_h',
  ],
  ['schema_refused', 'drop function access.can_access(bigint)', 'drop function app_57_f(bigint), app_57_g'],
  ['foreign_name', 'drop function if exists app_58_f()', 'drop function if exists public.app_57_f(), other_f(int)'],
  // Where no function of an app may run.
  [
    'function_refused',
    'create index app_57_i on app_57_a (app_57_f(x))',
    'create index app_57_i on app_57_a (lower(x))',
  ],
  [
    'function_refused',
    'create index app_57_i on app_57_a ((app_57_a.app_57_f))',
    'create index app_57_i on app_57_a ((app_57_a.x))',
  ],
  [
    'function_refused',
    'create index app_57_i on app_57_a (x) where app_57_f(x)',
    'create policy p on app_57_a using (app_57_f(x))',
  ],
  [
    'function_refused',
    'create table app_57_t (a int generated always as (app_57_f(1)) stored)',
    'create table app_57_t (a int default app_57_f(1) check (app_57_f(a) > 0))',
  ],
  [
    'function_refused',
    'alter table app_57_t add constraint c exclude using gist (app_57_f(a) with =)',
    'alter table app_57_t add constraint c check (app_57_f(a) is not null)',
  ],
  [
    'function_refused',
    'alter table app_57_t alter column a set expression as (app_57_f(1))',
    'alter table app_57_t alter column a set default app_57_f(1)',
  ],
  ['function_refused', 'select f.current_setting from app_57_list(1) f', 'select f.title, f.id from app_57_list(1) f'],
  ['function_refused', 'select (app_57_f(1)).dblink_exec', 'select (app_57_f(1)).title'],
];
