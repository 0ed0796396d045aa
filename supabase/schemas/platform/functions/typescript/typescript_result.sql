-- typescript_result: Returns the TypeScript type of what rpc returns for a function: a row of a table of the app is one of its types, a
-- row of other columns an object, a set an array.
create or replace function platform.typescript_result(function_id oid)
returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_function pg_catalog.pg_proc;
  v_table text;
  v_row text;
begin
  select * into v_function from pg_catalog.pg_proc where pg_proc.oid = function_id;
  v_table := (
    select pg_class.relname from pg_catalog.pg_class
    where pg_class.reltype = v_function.prorettype and relnamespace = 'public'::regnamespace and relkind in ('r', 'v'));
  v_row := case
    when v_function.prorettype = 'void'::regtype then 'undefined'
    when v_table is not null then format('Tables<%s>', platform.typescript_string(v_table))
    when v_function.proargmodes is null or v_function.prorettype <> 'record'::regtype then platform.typescript_type(v_function.prorettype)
    else '{ ' || (
      select string_agg(format('%s: %s', platform.typescript_key(v_function.proargnames[given.position]),
        platform.typescript_type(given.type)), '; ' order by given.position)
      from unnest(v_function.proallargtypes) with ordinality as given (type, position)
      where v_function.proargmodes[given.position] in ('o', 'b', 't')) || ' }'
  end;
  return case when not v_function.proretset then v_row when v_row like '%|%' then '(' || v_row || ')[]' else v_row || '[]' end;
end
$$;

comment on function platform.typescript_result is 'Returns the TypeScript type of what rpc returns for a function.';

revoke all on function platform.typescript_result from public, anon, authenticated, service_role;
