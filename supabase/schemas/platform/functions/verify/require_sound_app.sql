-- require_sound_app: raises what verify_app finds, which rolls the change back. The last step of every change of tables:
-- the catalog is the judge, not the text that made it. A table made of a spec is judged by that table.
-- Errors: 42501 app_not_sound.
create or replace function platform.require_sound_app(app_id bigint, table_name text default null)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_finding platform.finding;
begin
  select * into v_finding from platform.verify_app(app_id, table_name) limit 1;
  if found then
    raise exception 'Cannot keep the change of app %: % has the problem %', app_id, v_finding.object, v_finding.problem
      using errcode = '42501', detail = 'app_not_sound', hint = v_finding.hint;
  end if;
end
$$;

comment on function platform.require_sound_app is 'Raises what verify_app finds.';

revoke all on function platform.require_sound_app from public, anon, authenticated, service_role;
