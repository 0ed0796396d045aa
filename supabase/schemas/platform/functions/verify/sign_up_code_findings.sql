-- sign_up_code_findings: Returns whether the sign-up code of an app failed for members, and whether its view differs from what
-- set_sign_up_code creates: a trigger of another kind, or of a function that is not one of the app, or somebody else who reaches it.
-- Called by: verify_app and repair_sign_up_code.
create or replace function platform.sign_up_code_findings(app_id bigint)
returns setof platform.finding
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_view constant text := 'sandbox.' || platform.app_object(app_id, 'sign_up');
begin
  return query
    select sign_up_code_findings.app_id, v_view, 'sign_up_code_failed',
      format('It failed for %s, last with "%s". Correct the function with create or replace, then call run_pending_code.',
        case count(*) when 1 then '1 member' else count(*) || ' members' end,
        (array_agg(pending.error order by pending.tried_at desc nulls last))[1]), null::text, false
    from platform.pending_sign_ups as pending
    where pending.app_id = sign_up_code_findings.app_id and pending.error is not null
    having count(*) > 0;
  return query
    select sign_up_code_findings.app_id, v_view, 'sign_up_code_changed',
      'Run repair_app.', null::text, true
    from pg_catalog.pg_class
    where pg_class.oid = to_regclass(v_view) and (
      relkind <> 'v' or relowner <> (select nspowner from pg_catalog.pg_namespace where nspname = 'sandbox')
      or exists (select from aclexplode(relacl) where grantee <> relowner)
      or exists (
        select from pg_catalog.pg_trigger
        where tgrelid = pg_class.oid and (
          -- For each row, on insert, instead of it.
          tgtype <> 69 or tgenabled <> 'O' or tgnargs > 0
          or not platform.is_app_function(sign_up_code_findings.app_id, tgfoid))));
end
$$;

comment on function platform.sign_up_code_findings is 'Returns what is wrong with the sign-up code of an app.';

revoke all on function platform.sign_up_code_findings from public, anon, authenticated, service_role;
