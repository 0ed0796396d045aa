-- describe_functions: Returns the functions of an app, [{name, arguments, result, security, volatility, called_by, triggers,
-- description}], by name (see api_functions).
create or replace function platform.describe_functions(app_id bigint)
returns jsonb
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (
    select coalesce(jsonb_agg(jsonb_strip_nulls(to_jsonb(item)) - 'id' - 'is_trigger' order by item.name, item.arguments), '[]')
    from platform.api_functions(app_id) as item);
end
$$;

comment on function platform.describe_functions is 'Returns the functions of an app.';

revoke all on function platform.describe_functions from public, anon, authenticated, service_role;
