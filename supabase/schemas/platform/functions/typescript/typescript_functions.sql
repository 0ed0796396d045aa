-- typescript_functions: Returns the functions of an app that users or keys may call by rpc, as members of Functions in the type
-- Database. An overloaded function is a union. Functions with unnamed arguments are left out: rpc passes arguments by name.
create or replace function platform.typescript_functions(app_id bigint)
returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (
    select string_agg(format(E'      %s: %s;\n', platform.typescript_key(named.name), named.signatures), '' order by named.name)
    from (
      select item.name, string_agg(format('{ Args: %s; Returns: %s }', coalesce('{ ' || signature.arguments || ' }', 'never'),
        platform.typescript_result(code.oid)), ' | ' order by item.arguments) as signatures
      from platform.api_functions(app_id) as item
      join pg_catalog.pg_proc as code on code.oid = item.id
      cross join lateral (
        select string_agg(format('%s%s: %s', platform.typescript_key(argument.name),
            case when argument.position > code.pronargs - code.pronargdefaults then '?' else '' end,
            platform.typescript_type(argument.type)), '; ' order by argument.position) as arguments,
          coalesce(bool_and(coalesce(argument.name, '') <> ''), true) as is_named
        from (
          select row_number() over (order by given.position) as position, given.type, code.proargnames[given.position] as name
          from unnest(coalesce(code.proallargtypes, code.proargtypes::oid[])) with ordinality as given (type, position)
          where coalesce(code.proargmodes[given.position], 'i') in ('i', 'b', 'v')
        ) as argument
      ) as signature
      where item.called_by <> '{}' and signature.is_named
      group by item.name
    ) as named);
end
$$;

comment on function platform.typescript_functions is 'Returns the functions of an app as members of the type Database.';

revoke all on function platform.typescript_functions from public, anon, authenticated, service_role;
