-- repair_sign_up_code: Creates the view of an app's sign-up code again if it is not as it should be, with the triggers of the app's own
-- functions only. Returns the steps that it took.
-- Called by: repair_app.
create or replace function platform.repair_sign_up_code(app_id bigint)
returns text[]
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_view constant text := platform.app_object(app_id, 'sign_up');
  v_trigger record;
  v_triggers constant jsonb := (
    select jsonb_agg(jsonb_build_object('name', tgname, 'function', proname))
    from pg_catalog.pg_trigger join pg_catalog.pg_proc on pg_proc.oid = tgfoid
    where tgrelid = to_regclass('sandbox.' || v_view) and platform.is_app_function(repair_sign_up_code.app_id, tgfoid));
begin
  if not exists (select from platform.sign_up_code_findings(app_id) as finding where finding.problem = 'sign_up_code_changed') then
    return '{}';
  end if;
  execute format('drop view sandbox.%I', v_view);
  for v_trigger in select * from jsonb_to_recordset(v_triggers) as kept (name text, function text) loop
    perform platform.set_sign_up_code(app_id, v_trigger.name, v_trigger.function);
  end loop;
  return array['restored the sign-up code'];
end
$$;

comment on function platform.repair_sign_up_code is 'Creates the view of an app''s sign-up code again if it is not as it should be.';

revoke all on function platform.repair_sign_up_code from public, anon, authenticated, service_role;
