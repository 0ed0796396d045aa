-- standards_realtime: how to hear of changes of the tables that Realtime publishes; that nothing is heard of the others.
create or replace function platform.standards_realtime(relations platform.api_relation[])
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_published constant text[] := array(select item.full_name from unnest(relations) as item where item.is_realtime);
begin
  if v_published = '{}' then
    return E'## Realtime\n\nRealtime is **off** for all tables of this app: a channel with `postgres_changes` would hear nothing. Read again after a write, and '
      || E'when the window gets the focus.\n';
  end if;
  return E'## Realtime\n\nOn for ' || (select string_agg(platform.markdown_code(name), ', ') from unnest(v_published) as name)
    || E', off for all other tables. A user hears of the rows that the user may read, while signed in.\n\n'
    || platform.markdown_snippet(concat_ws(E'\n',
      'const channel = supabase',
      '  .channel(' || platform.typescript_string(v_published[1]) || ')',
      '  .on(''postgres_changes'', { event: ''*'', schema: ''public'', table: ' || platform.typescript_string(v_published[1]) || ' }, (change) => {',
      '    console.log(change.eventType, change.new, change.old);',
      '  })',
      '  .subscribe();',
      '// When nobody looks any more:',
      'await supabase.removeChannel(channel);'));
end
$$;

comment on function platform.standards_realtime is 'How to hear of changes, in the standards.';

revoke all on function platform.standards_realtime from public, anon, authenticated, service_role;
