-- function_findings: Returns what is wrong with an app's functions. Each function in schema code must be one that the guard accepted,
-- unchanged, a definer owned by the right role, and executable by nobody beyond whom apps may name. Each function in public must be
-- the wrapper of one.
create or replace function platform.function_findings(app_id bigint)
returns setof platform.finding
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  c_hint constant text := 'Drop the function, then create it again with exec_sql.';
begin
  return query
    select function_findings.app_id, checked.signature, checked.problem, c_hint, null::text, false
    from (
      select code.oid::regprocedure::text as signature, case
          when registered.facts is null then 'function_unregistered'
          when registered.facts <> platform.function_facts(code.oid) then 'function_changed'
          when not code.prosecdef or code.proleakproof or code.prokind <> 'f'
            or code.prolang not in (select pg_language.oid from pg_catalog.pg_language where lanname in ('sql', 'plpgsql'))
            or code.proconfig not in (platform.function_settings(true), platform.function_settings(false))
            or pg_catalog.pg_get_userbyid(code.proowner) <> platform.function_owner(function_findings.app_id, code.proconfig)
            or exists (
              select from aclexplode(coalesce(code.proacl, acldefault('f', code.proowner))) as entry
              where entry.is_grantable and entry.grantee <> code.proowner or entry.grantee not in (
                select pg_roles.oid from pg_catalog.pg_roles
                where rolname in ('anon', 'authenticated', 'app_service', 'service_role', 'postgres',
                  platform.app_role(function_findings.app_id), platform.app_user_role(function_findings.app_id)))
            ) then 'function_unsafe'
        end as problem
      from platform.code_functions(function_findings.app_id) as own (id)
      join pg_catalog.pg_proc as code on code.oid = own.id
      left join platform.app_functions as registered
        on registered.app_id = function_findings.app_id and registered.function_id = code.oid
    ) as checked
    where checked.problem is not null
    union all
    select function_findings.app_id, app_functions.name, 'function_missing', c_hint, null, true
    from platform.app_functions
    where app_functions.app_id = function_findings.app_id
      and not exists (select from pg_catalog.pg_proc where pg_proc.oid = app_functions.function_id)
    union all
    select function_findings.app_id, wrapper.oid::regprocedure::text, 'function_without_code', 'Drop the function.', null, false
    from platform.code_functions(function_findings.app_id, 'public') as own (id)
    join pg_catalog.pg_proc as wrapper on wrapper.oid = own.id
    where not exists (
      select from pg_catalog.pg_proc as code
      where code.pronamespace = 'code'::regnamespace and code.proname = wrapper.proname and code.proargtypes = wrapper.proargtypes);
end
$$;

comment on function platform.function_findings is 'Returns what is wrong with an app''s functions.';

revoke all on function platform.function_findings from public, anon, authenticated, service_role;
