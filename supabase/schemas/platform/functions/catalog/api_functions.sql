-- api_functions: Returns the functions that an app has, by name, in words for its developers: arguments and result as CREATE FUNCTION
-- writes them; security as the app declared it; called_by, who may call the function by rpc (anon: visitors, authenticated: members,
-- service_role: keys), empty for a trigger function; triggers, those that call it, as table.name.
-- Called by: describe_functions, standards_functions and typescript_functions.
create or replace function platform.api_functions(app_id bigint)
returns table (
  id oid, name text, arguments text, result text, security text, volatility text, is_trigger boolean, called_by text[], triggers text[],
  description text
)
language plpgsql
stable
rows 5
set search_path = pg_catalog, pg_temp
as $$
begin
  return query
    select code.oid, code.proname::text, replace(pg_get_function_arguments(code.oid), 'public.', ''),
      replace(pg_get_function_result(code.oid), 'public.', ''),
      case pg_get_userbyid(code.proowner) when platform.app_role(api_functions.app_id) then 'definer' else 'invoker' end,
      case code.provolatile when 'i' then 'immutable' when 's' then 'stable' else 'volatile' end,
      code.prorettype = 'trigger'::regtype,
      array(
        select caller.name
        from (values ('anon', 'anon'), ('authenticated', 'authenticated'), ('app_service', 'service_role')) as caller (role, name)
        where code.prorettype <> 'trigger'::regtype and has_function_privilege(caller.role, code.oid, 'execute')
        order by caller.name),
      array(
        select format('%s.%s', pg_class.relname, tgname)
        from pg_catalog.pg_trigger join pg_catalog.pg_class on pg_class.oid = tgrelid
        where tgfoid = code.oid and not tgisinternal order by 1),
      obj_description(code.oid, 'pg_proc')
    from platform.app_functions
    join pg_catalog.pg_proc as code on code.oid = app_functions.function_id
    where app_functions.app_id = api_functions.app_id
    order by code.proname, 3;
end
$$;

comment on function platform.api_functions is 'Returns the functions that an app has, in words for its developers.';

revoke all on function platform.api_functions from public, anon, authenticated, service_role;
