-- check_alter_trigger: Checks ALTER TRIGGER name ON a table of the app RENAME TO another name.
-- Called by: check_statement.
-- Errors: 42501 statement_refused, option_refused, wrong_prefix.
create or replace function sandbox.check_alter_trigger(app_id bigint, words text[], kinds "char"[], at integer)
returns void
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_end integer;
begin
  perform sandbox.check_trigger_name(app_id, words, at);
  v_end := case when words[at + 1] = 'on' then sandbox.expect_app_name(app_id, words, at + 2) end;
  if words[v_end:v_end + 1] is distinct from '{rename,to}' or v_end + 2 <> cardinality(words) then
    perform sandbox.refuse('option_refused', 'ALTER TRIGGER can only rename the trigger', 'Drop the trigger and create it again.',
      at => coalesce(v_end, at));
  end if;
  perform sandbox.check_trigger_name(app_id, words, v_end + 2);
end
$$;

comment on function sandbox.check_alter_trigger is 'Checks ALTER TRIGGER after its first words.';

revoke all on function sandbox.check_alter_trigger from public, anon, authenticated, service_role;
