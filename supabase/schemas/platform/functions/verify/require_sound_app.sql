-- require_sound_app: Raises the first finding about an app, which rolls the change back. It is the last step of every
-- change of tables: the catalog decides, not the SQL of the change. findings come from verify_app, verify_change or
-- verify_tables.
-- Errors: 42501 app_not_sound.
create or replace function platform.require_sound_app(app_id bigint, findings platform.finding[])
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  if findings <> '{}' then
    raise exception 'Cannot keep the change of app %: "%" has the problem "%"', app_id, findings[1].object, findings[1].problem
      using errcode = '42501', detail = 'app_not_sound', hint = findings[1].hint;
  end if;
end
$$;

comment on function platform.require_sound_app is 'Raises the first finding about an app.';

revoke all on function platform.require_sound_app from public, anon, authenticated, service_role;
