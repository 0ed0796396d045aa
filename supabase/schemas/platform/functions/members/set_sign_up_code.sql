-- set_sign_up_code: Makes a trigger function of an app its sign-up code, as `create trigger … after insert on auth.users` would in a
-- project of its own; without a function, removes that trigger. The trigger is put on the view sandbox.app_57_sign_up, which holds no
-- rows and which only postgres reaches; run_sign_up_code inserts into it. So PostgreSQL itself runs the function: as its owner, with
-- `new`, and it stays when the function is renamed or replaced. Members who joined before get nothing, as in Supabase.
-- Called by: sandbox.run_statement and repair_sign_up_code.
-- Errors: what PostgreSQL raises, such as 42883 for a function that does not exist.
create or replace function platform.set_sign_up_code(app_id bigint, trigger_name text, function_name text default null)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_view constant text := platform.app_object(app_id, 'sign_up');
begin
  if function_name is not null then
    if to_regclass('sandbox.' || v_view) is null then
      execute format('create view sandbox.%I as select (null::sandbox.account).* where false', v_view);
      execute format('comment on view sandbox.%I is %L', v_view, 'Runs the sign-up code of app ' || app_id || '. It has no rows.');
      execute format('revoke all on sandbox.%I from public, anon, authenticated, service_role', v_view);
    end if;
    execute format('create or replace trigger %I instead of insert on sandbox.%I for each row execute function code.%I()',
      trigger_name, v_view, function_name);
  elsif to_regclass('sandbox.' || v_view) is not null then
    execute format('drop trigger if exists %I on sandbox.%I', trigger_name, v_view);
  end if;
  if to_regclass('sandbox.' || v_view) is not null and platform.sign_up_code(app_id) = '{}' then
    execute format('drop view sandbox.%I', v_view);
  end if;
end
$$;

comment on function platform.set_sign_up_code is 'Makes a trigger function of an app its sign-up code, or removes it.';

revoke all on function platform.set_sign_up_code from public, anon, authenticated, service_role;
