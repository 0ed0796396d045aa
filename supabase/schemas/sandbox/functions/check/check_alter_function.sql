-- check_alter_function: Checks ALTER FUNCTION name [(arguments)] RENAME TO a name of the app.
-- Called by: check_statement.
-- Errors: 42501 wrong_prefix, option_refused.
create or replace function sandbox.check_alter_function(app_id bigint, words text[], kinds "char"[], at integer)
returns void
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_at constant integer := sandbox.expect_functions(app_id, words, at);
begin
  if words[v_at:v_at + 1] = '{rename,to}' then
    perform sandbox.expect_app_name(app_id, words, v_at + 2);
  else
    perform sandbox.refuse('option_refused',
      format('unexpected "%s": only RENAME and SET search_path are allowed here', left(words[v_at], 40)),
      'Write the whole function again with create or replace function. Leave changes of its owner, schema and settings out.',
      at => least(v_at, cardinality(words)));
  end if;
end
$$;

comment on function sandbox.check_alter_function is 'Checks ALTER FUNCTION after its first words.';

revoke all on function sandbox.check_alter_function from public, anon, authenticated, service_role;
