-- standards_realtime: Returns the section on realtime: how to receive the changes of the tables that Realtime publishes, and
-- that nothing is received for the others.
create or replace function platform.standards_realtime(relations platform.api_relation[])
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_published constant text[] := array(
    select item.full_name from unnest(relations) as item where item.is_realtime and item.scope <> 'server_only');
begin
  if v_published = '{}' then
    return E'## Realtime\n\nRealtime is **off** for all tables of this app: a channel with `postgres_changes` would receive nothing. '
      || E'Read again after a write, and when the window regains focus.\n';
  end if;
  return E'## Realtime\n\nOn for ' || (select string_agg(platform.markdown_code(name), ', ') from unnest(v_published) as name)
    || E', off for all other tables. While signed in, users receive the changes of the rows that they may read.\n\n'
    || platform.markdown_snippet(concat_ws(E'\n',
      'const channel = supabase',
      '  .channel(' || platform.typescript_string(v_published[1]) || ')',
      '  .on(''postgres_changes'', { event: ''*'', schema: ''public'', table: ' || platform.typescript_string(v_published[1])
        || ' }, (change) => {',
      '    console.log(change.eventType, change.new, change.old);',
      '  })',
      '  .subscribe();',
      '// When the changes are no longer needed:',
      'await supabase.removeChannel(channel);'));
end
$$;

comment on function platform.standards_realtime is 'Returns the section on realtime of the standards.';

revoke all on function platform.standards_realtime from public, anon, authenticated, service_role;
