-- SQL-23: the body of a function is read with the lists of the guard, and only what is on them runs. The place of a refusal is in
-- the body.
begin;
select plan(95);
select tests.cast();
create function pg_temp.run(body text, language text default 'plpgsql') returns text language sql as $$
  select tests.exec_sql(format('create or replace function app_57_f(a text default null) returns text language %s as %L', language, body))
$$;
create function pg_temp.text_of(sql text) returns text language sql as $$ select text from sandbox.read_sql(57, sql) limit 1 $$;

select is(pg_temp.run(body), '42501 ' || reason, 'this body is refused: ' || body) from (values
  ('begin execute ''drop table x''; end', 'statement_refused'),
  ('declare r record; begin for r in execute ''select 1'' loop null; end loop; end', 'statement_refused'),
  ('begin return query execute ''select 1''; end', 'statement_refused'),
  ('declare c cursor for select 1; begin open c for execute ''x''; end', 'statement_refused'),
  ('declare c refcursor; begin return null; end', 'type_refused'),
  ('declare c cursor for select 1; begin c := ''<unnamed portal 1>''; fetch c into a; return a; end', 'option_refused'),
  ('declare c cursor for select 1; d c%type; begin d := ''x''; return null; end', 'option_refused'),
  ('declare c cursor for select 1; begin select ''x'' into c; return null; end', 'option_refused'),
  ('declare c cursor for execute ''x''; begin return null; end', 'statement_refused'),
  ('declare r record; begin for r in show all loop null; end loop; end', 'statement_refused'),
  ('begin commit; end', 'statement_refused'), ('begin rollback; end', 'statement_refused'),
  ('begin savepoint a; end', 'statement_refused'), ('begin call app_57_f(); end', 'statement_refused'),
  ('begin do ''begin end''; end', 'statement_refused'), ('begin create table app_57_x (); end', 'statement_refused'),
  ('begin drop table app_57_todos; end', 'statement_refused'), ('begin set role app_58; end', 'statement_refused'),
  ('begin reset all; end', 'statement_refused'), ('begin lock table app_57_todos; end', 'statement_refused'),
  ('begin notify a; end', 'statement_refused'), ('begin listen a; end', 'statement_refused'),
  ('begin copy app_57_todos to stdout; end', 'statement_refused'), ('begin truncate app_57_todos; end', 'statement_refused'),
  ('begin perform set_config(''a.b'', ''c'', false); end', 'function_refused'), ('begin perform pg_sleep(1); end', 'function_refused'),
  ('begin perform pg_notify(''a'', ''b''); end', 'function_refused'),
  ('begin perform pg_advisory_lock(1); end', 'function_refused'),
  ('begin null; exception when query_canceled then null; end', 'option_refused'),
  ('begin null; exception when "query_canceled" then null; end', 'option_refused'),
  ('begin null; exception when sqlstate ''57014'' then null; end', 'option_refused'),
  ('begin null; exception when sqlstate ''57P01'' then null; end', 'option_refused'),
  ('begin null; exception when others or assert_failure then null; end', 'option_refused'),
  ('begin null; exception when sqlstate ''P0004'' then null; end', 'option_refused'),
  ('begin null; exception when operator_intervention then null; end', 'option_refused'),
  ('begin raise sqlstate ''PGRST'' using message = ''x''; end', 'option_refused'),
  ('begin raise exception ''x'' using errcode = ''PGRST''; end', 'option_refused'),
  ('begin raise exception ''x'' using errcode = a; end', 'option_refused'),
  ('begin raise exception ''x'' using errcode = ''P'' || ''GRST''; end', 'option_refused'),
  ('begin raise query_canceled; end', 'option_refused'), ('begin raise sqlstate ''57014''; end', 'option_refused'),
  ('begin raise exception ''x'' using errcode = ''PT500''; end', 'option_refused'),
  ('begin a := pg_exception_detail; return a; end', 'catalog_name'),
  ('begin get diagnostics a = pg_context; return a; end', 'catalog_name'),
  ('begin perform 1 from app_58_todos; end', 'foreign_name'), ('begin perform 1 from platform.apps; end', 'schema_refused'),
  ('begin perform code.app_57_f(); end', 'schema_refused'), ('begin delete from auth.users; end', 'schema_refused'),
  ('begin perform (select encrypted_password from auth.users u where u.* is not null); end', 'schema_refused'),
  ('begin perform (select 1 into app_57_x); end', 'into_refused'),
  ('begin a := format(a, 1); return a; end', 'width_refused')
) as refused (body, reason);
select is(pg_temp.run(body), '42601 sql_unreadable', 'this body is not read: ' || body) from unnest(array[
  'begin perform (1; 2); return null; end', 'begin a := lower(a', 'begin if a = ''x''; end', 'begin perform 1); return null; end',
  'begin a := ''x'
]) as body;
select is(pg_temp.run(body, 'sql'), '42501 ' || reason, 'this SQL body is refused: ' || body) from (values
  ('create table app_57_x (); select ''a''', 'statement_refused'), ('set role postgres; select ''a''', 'statement_refused'),
  ('table app_57_todos', 'statement_refused'), ('select ''a'' into app_57_x', 'into_refused'),
  ('select name from platform.apps', 'schema_refused'), ('select pg_read_file(''a'')', 'function_refused')
) as refused (body, reason);

select is(pg_temp.run(body), 'done', 'this body is accepted: ' || body) from unnest(array[
  'declare "execute" int := 1; begin "execute" := "execute" + 1; return "execute"; end',
  'begin return ''execute drop table x; commit''; /* commit; */ -- rollback
   end',
  'declare r record; begin for r in select text from app_57_todos loop a := a || r.text; end loop; return a; end',
  'declare n int; begin for n in reverse 10..1 by 2 loop continue when n > 5; exit; end loop; return n; end',
  'declare c cursor (x int) for select text from app_57_todos limit x; begin open c(1); fetch next from c into a; close c; return a; end',
  'declare c scroll cursor for select text from app_57_todos; r record; begin for r in c loop a := r.text; end loop; return a; end',
  'declare k constant int not null default 1; b text[] := array[''x'']; begin foreach a in array b loop b[k] := a; end loop; return a; end',
  'begin case when a = ''x'' then return 1; else null; end case; case a when ''y'' then return 2; else return 3; end case; end',
  '<<outer>> begin <<inner>> loop exit inner; end loop inner; return case when a is null then 1 else 2 end; end outer',
  'begin insert into app_57_todos (text) values (a) returning text into strict a; return a; end',
  'begin update app_57_todos set text = text; if not found then raise no_data_found; end if; return null; end',
  'begin raise sqlstate ''PT404'' using message = ''x'', hint = ''y''; end',
  'begin raise exception ''no % of %'', a, a using errcode = ''22023'', detail = a, column = ''text''; end',
  'begin raise unique_violation using constraint = ''x'', table = ''y''; exception when unique_violation or sqlstate ''23503'' then
   get stacked diagnostics a = message_text, a = pg_exception_detail; raise; when others then return sqlerrm || sqlstate; end',
  'declare n int; begin delete from app_57_todos where false; get diagnostics n = row_count; assert n = 0, ''none''; return n; end',
  'declare t app_57_todos%rowtype; b app_57_todos.text%type; begin select * into t from app_57_todos limit 1; b := t.text; return b; end',
  '#variable_conflict use_column
   begin return (select text from app_57_todos where user_id = auth.uid() limit 1); end',
  'begin with w as (select 1 as n) select n into a from w; perform app_57_f(a);
   return (select email from auth.users where id = auth.uid()); end',
  'begin raise warning ''for the log %'', a; return null; end'
]) as body;

select is((
    select r ->> 'position' from platform.exec_sql(57, e'select 1;\ncreate function app_57_g() returns int language plpgsql as $body$\n'
      'begin\n perform pg_sleep(1);\nend $body$') as answer, jsonb_array_elements(answer -> 'refusals') as r), '92',
  'the place of a refusal is in the body, in the characters of the submitted SQL');
select is((
    select r ->> 'position'
    from platform.exec_sql(57, 'create function app_57_g() returns int language sql as ''select ''''a'''', pg_sleep(1)''') as answer,
      jsonb_array_elements(answer -> 'refusals') as r), '71', 'so is the place in a plain literal with quotes');
select alike(pg_temp.text_of('create function public.app_57_g() returns int language sql security definer '
    'set search_path to public, pg_temp parallel safe stable as ''select app_57_h(1)'''),
  'create function code.app_57_g() returns int language sql stable security definer set search_path = code, public, extensions, pg_temp '
  'set standard_conforming_strings = on set default_transaction_deferrable = on as %select code.app_57_h(1)%',
  'the function is created in schema code, with the settings of every function, and calls that of schema code');
select alike(pg_temp.text_of('create policy p on app_57_todos using (app_57_h(auth.uid(), ''x''::app_57_kind) and app_57_h(user_id))'),
  '%((select code.app_57_h((select access.user_id(57)), ''x''::app_57_kind)) and code.app_57_h(user_id))',
  'a policy calls a function once per statement if its arguments do not depend on the row');
select alike(pg_temp.text_of('create function app_57_g() returns int language plpgsql as ''begin raise log ''''x''''; end'''),
  '%raise notice%',
  'nothing is written to the log of the server');
select is((select sign_up from sandbox.read_sql(57,
  'create trigger t after insert on auth.users for each row execute procedure public.app_57_g()') as statement), array['t', 'app_57_g'],
  'a trigger on accounts declares the sign-up code of the app');
select is((select sign_up[1] || text from sandbox.read_sql(57, 'drop trigger if exists t on auth.users') as statement), 't',
  'dropping the trigger removes it, and nothing runs');
select is(tests.exec_sql(sql), '42501 option_refused', 'no function of the app is called here: ' || sql) from unnest(array[
  'create index app_57_todos_f on app_57_todos (app_57_f(text))',
  'create index app_57_todos_f on app_57_todos (text) where app_57_f(text) > ''''',
  'create table app_57_x (a text, b text generated always as (app_57_f(a)) stored)',
  'create function app_57_g(a text default app_57_f()) returns text language sql as ''select a'''
]) as sql;
select is(tests.exec_sql('drop function if exists public.app_57_f(text), app_57_nothing(int)'), 'done', 'the app drops its function');
select hasnt_function('code', 'app_57_f', 'the function is gone');
select is_empty('select * from platform.verify_app(57)', 'verify_app finds nothing wrong with the app');
select * from finish();
rollback;
