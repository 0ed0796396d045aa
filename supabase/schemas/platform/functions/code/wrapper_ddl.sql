-- wrapper_ddl: Returns DDL that creates the wrapper in public of an app's function: the same name, arguments, defaults, result and
-- volatility. The Data API calls it; it admits the call (access.enter_code), then calls the function, which is bound by identity,
-- so that callers need no USAGE on schema code. The caller needs EXECUTE on both. Code of the app, which reads a view that calls the
-- wrapper, has been admitted before.
-- It is never immutable: PostgreSQL would compute such a call while it plans a query, and reuse the result for other callers.
-- Called by: install_functions.
create or replace function platform.wrapper_ddl(app_id bigint, function_id oid)
returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_function pg_catalog.pg_proc;
  v_call text;
  v_identity text;
begin
  select * into v_function from pg_catalog.pg_proc where pg_proc.oid = function_id;
  v_identity := format('%I(%s)', v_function.proname, pg_catalog.pg_get_function_identity_arguments(function_id));
  v_call := format('code.%I(%s)', v_function.proname, (
    select string_agg(
      case when v_function.provariadic <> 0 and number = v_function.pronargs then 'variadic ' else '' end || '$' || number, ', '
      order by number)
    from generate_series(1, v_function.pronargs) as number));
  return format('create or replace function public.%1$I(%2$s) returns %3$s language sql %4$s set search_path = pg_catalog, pg_temp '
      'begin atomic select access.enter_code(%5$s, %6$L::regprocedure) where current_user not in (%8$L, %9$L); select %7$s; end;',
    v_function.proname, pg_catalog.pg_get_function_arguments(function_id), pg_catalog.pg_get_function_result(function_id),
    case v_function.provolatile when 'v' then 'volatile' else 'stable' end, app_id,
    function_id::regprocedure::text,
    case when v_function.proretset or v_function.prorettype = 'record'::regtype and v_function.proargmodes is not null
      then '* from ' || v_call else v_call end,
    platform.app_role(app_id), platform.app_user_role(app_id))
    || format('revoke all on function public.%1$s from public, anon, authenticated, service_role; '
      'grant execute on function public.%1$s to anon, authenticated, app_service, service_role, postgres, %2$I;',
      v_identity, platform.app_user_role(app_id));
end
$$;

comment on function platform.wrapper_ddl is 'Returns DDL that creates the wrapper in public of an app''s function.';

revoke all on function platform.wrapper_ddl from public, anon, authenticated, service_role;
