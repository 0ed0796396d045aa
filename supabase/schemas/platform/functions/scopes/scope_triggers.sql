-- scope_triggers: Returns the triggers of a table by its scope, as (name, definition): the single definition of them.
-- compose_protection creates them, and trigger_findings compares them with the catalog, so they are written as
-- pg_get_triggerdef prints them.
create or replace function platform.scope_triggers(full_name text, scope text, has_updated_at boolean)
returns table (name text, definition text)
language plpgsql
immutable
rows 2
set search_path = pg_catalog, pg_temp
as $$
begin
  if has_updated_at then
    return query values ('set_updated_at', format(
      'CREATE TRIGGER set_updated_at BEFORE UPDATE ON public.%I FOR EACH ROW EXECUTE FUNCTION extensions.moddatetime(''updated_at'')',
      full_name));
  end if;
  if scope in ('shared', 'read_only') then
    return query values ('keep_owner', format(
      'CREATE TRIGGER keep_owner BEFORE UPDATE OF user_id ON public.%I FOR EACH ROW '
      'WHEN ((old.user_id IS DISTINCT FROM new.user_id)) EXECUTE FUNCTION access.tg_keep_owner()', full_name));
  end if;
end
$$;

comment on function platform.scope_triggers is 'Returns the triggers of a table by its scope.';

revoke all on function platform.scope_triggers from public, anon, authenticated, service_role;
