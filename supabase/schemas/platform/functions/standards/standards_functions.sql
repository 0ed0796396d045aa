-- standards_functions: Returns the section on the functions of an app that are called by rpc: arguments, result and who may call each;
-- null if there are none.
create or replace function platform.standards_functions(app_id bigint)
returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (
    select E'## Functions\n\nCall them with `supabase.rpc(name, arguments)`; arguments are passed by name, and those with a default may be '
      || E'omitted. A function that returns a set can be filtered and ordered like a table. One whose only argument is a row of a '
      || E'table is called as a column in a `select` of that table.\n\n'
      || string_agg(format(E'- %s, for %s.%s\n',
        platform.markdown_code(format('%s(%s) returns %s', item.name, item.arguments, item.result)),
        (select string_agg(case kind when 'anon' then 'visitors' when 'authenticated' then 'members' else 'keys' end, ', '
          order by array_position('{anon,authenticated,service_role}', kind)) from unnest(item.called_by) as kind),
        coalesce(' “' || nullif(platform.markdown_text(item.description), '') || '”', '')), '' order by item.name, item.arguments)
      || E'\n'
    from platform.api_functions(app_id) as item
    where item.called_by <> '{}'
    having count(*) > 0);
end
$$;

comment on function platform.standards_functions is 'Returns the section on functions of the standards.';

revoke all on function platform.standards_functions from public, anon, authenticated, service_role;
