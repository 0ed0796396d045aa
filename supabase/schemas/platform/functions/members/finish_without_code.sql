-- finish_without_code: Brings a profile in line with its account, as finish_account_change does, while the triggers of the app that run its
-- functions are disabled: what an app's code does must not keep the rows of a deleted account for ever. Until the transaction
-- ends, nobody else writes to these tables.
-- Called by: run_next_code, after three failures.
create or replace function platform.finish_without_code(app_id bigint, user_id uuid)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_triggers constant text := (
    select string_agg(format('alter table public.%I %%1$s trigger %I;', relname, tgname), '')
    from platform.app_relations(app_id) as relation
    join pg_catalog.pg_trigger on tgrelid = relation.oid and not tgisinternal and tgenabled = 'O'
    join pg_catalog.pg_proc on pg_proc.oid = tgfoid and starts_with(proname, platform.app_object(app_id, '')));
begin
  perform sandbox.run_as_app(app_id, format(v_triggers, 'disable'));
  perform platform.finish_account_change(app_id, user_id);
  set constraints all immediate;
  perform sandbox.run_as_app(app_id, format(v_triggers, 'enable'));
end
$$;

comment on function platform.finish_without_code is 'Brings a profile in line with its account while triggers of the app are disabled.';

revoke all on function platform.finish_without_code from public, anon, authenticated, service_role;
