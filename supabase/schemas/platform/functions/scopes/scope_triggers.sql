-- scope_triggers: Returns the triggers of a table by its scope, as (name, definition): the single definition of them.
-- compose_protection creates them, and trigger_findings compares them with the catalog, so they are written as
-- pg_get_triggerdef prints them.
create or replace function platform.scope_triggers(full_name text, scope text, has_updated_at boolean)
returns table (name text, definition text)
language plpgsql
immutable
rows 4
set search_path = pg_catalog, pg_temp
as $$
begin
  -- The conditions let the functions be called only for users who set one of these columns.
  if scope in ('private', 'shared', 'public_read', 'read_only') then
    return query values ('keep_created_at', format(
      'CREATE TRIGGER keep_created_at BEFORE UPDATE OF created_at ON public.%I FOR EACH ROW '
      'WHEN (((CURRENT_USER = ''authenticated''::name) AND (old.created_at IS DISTINCT FROM new.created_at))) '
      'EXECUTE FUNCTION access.tg_keep_created_at()', full_name));
    if has_updated_at then
      return query values ('keep_timestamps', format(
        'CREATE TRIGGER keep_timestamps BEFORE INSERT ON public.%I FOR EACH ROW '
        'WHEN (((CURRENT_USER = ''authenticated''::name) AND ((new.created_at IS DISTINCT FROM now()) '
        'OR (new.updated_at IS DISTINCT FROM now())))) EXECUTE FUNCTION access.tg_keep_timestamps()', full_name));
    end if;
  end if;
  if has_updated_at then
    return query values ('set_updated_at', format(
      'CREATE TRIGGER set_updated_at BEFORE UPDATE ON public.%I FOR EACH ROW EXECUTE FUNCTION extensions.moddatetime(''updated_at'')',
      full_name));
  end if;
  if scope in ('shared', 'read_only') then
    return query values ('keep_owner', format(
      'CREATE TRIGGER keep_owner BEFORE UPDATE OF user_id ON public.%I FOR EACH ROW '
      'WHEN ((old.user_id IS DISTINCT FROM new.user_id)) EXECUTE FUNCTION access.tg_keep_owner()', full_name));
    -- A trigger of the app may change any column before the row is written.
    return query values ('keep_owner_after', format(
      'CREATE TRIGGER keep_owner_after AFTER UPDATE ON public.%I FOR EACH ROW '
      'WHEN ((old.user_id IS DISTINCT FROM new.user_id)) EXECUTE FUNCTION access.tg_keep_owner()', full_name));
  end if;
end
$$;

comment on function platform.scope_triggers is 'Returns the triggers of a table by its scope.';

revoke all on function platform.scope_triggers from public, anon, authenticated, service_role;
