-- check_create_function: Checks CREATE [OR REPLACE] FUNCTION up to its body, which function_ddl reads. Arguments may have defaults,
-- but those cannot call functions of the app: a default is evaluated before the function is entered. Polymorphic types are refused,
-- because the wrapper of a function (platform.wrapper_ddl) cannot have them.
-- Called by: check_statement.
-- Errors: those of function_header; 42501 option_refused.
create or replace function sandbox.check_create_function(app_id bigint, words text[], kinds "char"[], at integer)
returns void
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_header record;
  v_at integer;
begin
  select * into v_header from sandbox.function_header(app_id, words, kinds, at);
  select at + called - 1 into v_at from sandbox.own_calls(app_id, words[at:v_header.returned]) as called
  where at + called - 1 <> v_header.name limit 1;
  if v_at is null then
    select min(place) into v_at from generate_series(v_header.name + 1, v_header.returned) as place
    where words[place] ~ '^any(?:element|array|nonarray|enum|range|multirange|compatible.*)$';
    if v_at is not null then
      perform sandbox.refuse('option_refused', format('a function of an app cannot have the type "%s"', words[v_at]),
        'Name the types, and write one function for each; functions with different arguments may share a name.', at => v_at);
    end if;
  else
    perform sandbox.refuse('option_refused', format('the default of an argument calls "%s"', left(words[v_at], 80)),
      'Let the default be null, and call the function in the body.', at => v_at);
  end if;
end
$$;

comment on function sandbox.check_create_function is 'Checks CREATE FUNCTION up to its body.';

revoke all on function sandbox.check_create_function from public, anon, authenticated, service_role;
