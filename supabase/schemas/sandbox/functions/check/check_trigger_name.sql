-- check_trigger_name: Refuses the name of a trigger of the platform, or one that PostgreSQL would not find.
-- Called by: check_create_trigger, check_drop_trigger, check_alter_trigger and check_alter_table.
-- Errors: 42501 statement_refused.
create or replace function sandbox.check_trigger_name(app_id bigint, words text[], at integer)
returns void
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  if sandbox.bare_name(words[at]) ~ platform.reserved_triggers() then
    perform sandbox.refuse('statement_refused', format('the trigger "%s" belongs to the platform', left(sandbox.bare_name(words[at]), 80)),
      sandbox.hint(app_id, 'drop_trigger'), at => at);
  end if;
end
$$;

comment on function sandbox.check_trigger_name is 'Refuses the name of a trigger of the platform.';

revoke all on function sandbox.check_trigger_name from public, anon, authenticated, service_role;
