-- repair_app: Creates what an app lacks and leaves alone what is right: the local shard, the app, its role, executors and
-- profile table, tables, columns, indexes, row security, policies, grants, triggers, profiles, counts. A second run does
-- nothing. desired is {name, tables: [spec]}; a table that it does not name is repaired to its baseline, what it was when
-- it was last changed through the platform.
-- Called by: npm run app:repair, the seed, the apps function (service_role). Returns {steps: ["created table
-- app_57_todos"]}.
-- Security: definer, because callers cannot run anything as the app.
-- Errors: PT404 app_not_found for an unknown app without desired, PT409 app_not_active, 22023 with the reason of a spec's
-- first problem, and what PostgreSQL raises if data prevents a repair (23502 for a required column without values).
create or replace function platform.repair_app(app_id bigint, desired jsonb default null)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set statement_timeout = '120s'
as $$
declare
  v_specs jsonb := coalesce(desired -> 'tables', '[]');
  v_steps text[] := '{}';
  v_is_new boolean := false;
begin
  if desired is not null then
    perform platform.require_valid_spec((
      select coalesce(jsonb_agg(to_jsonb(problem)), '[]')
      from platform.field_problems(platform.without_functions(desired), '',
        '{"name": {"type": "string"}, "tables": {"type": "array"}}') as problem
    ));
  end if;
  insert into platform.shards (name, is_local)
  select 'local', true where not exists (select from platform.shards where is_local);
  if found then
    v_steps := v_steps || 'registered the local shard'::text;
  end if;
  if desired is not null and not exists (select from platform.apps where apps.id = repair_app.app_id) then
    perform platform.require_valid_app_arguments(coalesce(desired ->> 'name', ''), app_id, null, null);
    perform platform.register_app(desired ->> 'name', app_id, 'open');
    v_steps := v_steps || format('registered app %s', app_id);
    v_is_new := true;
  end if;
  perform platform.lock_app(app_id);
  if v_specs <> '[]' then
    perform platform.require_valid_spec(platform.validate_schema(jsonb_build_object('tables', v_specs), (
      select array_agg(app_tables.name) from platform.app_tables where app_tables.app_id = repair_app.app_id)));
  end if;

  select v_specs || coalesce(jsonb_agg(app_tables.baseline - 'full_name' order by app_tables.created_at, app_tables.name), '[]')
  into v_specs
  from platform.app_tables
  where app_tables.app_id = repair_app.app_id
    and platform.is_spec_scope(app_tables.scope)
    and not v_specs @> jsonb_build_array(jsonb_build_object('name', app_tables.name));
  -- Tables of raw DDL have no spec from which to create them again.
  delete from platform.app_tables
  where app_tables.app_id = repair_app.app_id and platform.is_raw_scope(app_tables.scope)
    and to_regclass(format('public.%I', platform.app_object(app_tables.app_id, app_tables.name))) is null;
  if found then
    v_steps := v_steps || 'removed missing tables of raw DDL from the registry'::text;
  end if;
  v_steps := v_steps || platform.repair_scopes(app_id);
  perform platform.forget_functions(app_id);
  v_steps := v_steps || platform.provision_app(app_id);
  v_steps := v_steps || platform.repair_tables(app_id, v_specs, v_is_new);
  v_steps := v_steps || platform.repair_protection(
    app_id, array(select finding from platform.verify_app(repair_app.app_id) as finding));
  v_steps := v_steps || platform.repair_profiles(app_id) || platform.repair_sign_up_code(app_id);
  if v_steps <> '{}' then
    perform platform.audit(app_id, 'repair_app', jsonb_build_object('steps', v_steps));
  end if;
  -- What code of the app does wrong is for its owner to correct, and is not a reason to leave the rest as it is.
  perform platform.require_sound_app(app_id, array(
    select finding from platform.verify_app(repair_app.app_id) as finding where finding.problem <> 'sign_up_code_failed'));
  v_steps := v_steps || platform.repair_counts();
  return jsonb_build_object('steps', to_jsonb(v_steps));
end
$$;

comment on function platform.repair_app is 'Creates what an app lacks and leaves alone what is right.';

revoke all on function platform.repair_app from public, anon, authenticated, service_role;
grant execute on function platform.repair_app to service_role;
