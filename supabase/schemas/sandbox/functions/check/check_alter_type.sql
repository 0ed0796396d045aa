-- check_alter_type: Checks ALTER TYPE name, which may ADD VALUE, RENAME VALUE or RENAME TO a name of the app.
-- Called by: check_statement.
-- Errors: 42501 wrong_prefix, option_refused.
create or replace function sandbox.check_alter_type(app_id bigint, words text[], kinds "char"[], at integer)
returns void
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_at constant integer := sandbox.expect_app_name(app_id, words, at);
begin
  if words[v_at:v_at + 1] = '{rename,to}' then
    perform sandbox.expect_app_name(app_id, words, v_at + 2);
  elsif coalesce(words[v_at:v_at + 1] not in ('{add,value}', '{rename,value}'), true) then
    perform sandbox.refuse('option_refused', 'ALTER TYPE can only add or rename a value, or rename the type',
      'Drop the type and create it again.', at => v_at);
  end if;
end
$$;

comment on function sandbox.check_alter_type is 'Checks ALTER TYPE after its first words.';

revoke all on function sandbox.check_alter_type from public, anon, authenticated, service_role;
