-- name_hint: Returns the hint for a name that is refused.
-- Called by: refuse_name, error_hint and expect_app_name.
create or replace function sandbox.name_hint(app_id bigint, problem text, word text)
returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_prefix constant text := platform.app_object(app_id, '');
begin
  return case problem
    when 'foreign_name' then format('Use the tables of this app, such as %stodos.', v_prefix)
    when 'catalog_name' then case
        when lower(word) = 'pg_catalog' then 'Remove the schema name; allowed functions are found without it.'
        when lower(word) like 'pg\_temp%' then 'Use WITH, or a table of the app.'
        else 'Use describe_app to list tables and columns. If it is a column or an alias, give it a name that does not begin with pg_.'
      end
    when 'schema_refused' then case
        when word = 'auth' then format('Use only auth.uid(), auth.jwt(), auth.role() and auth.email(); profiles are in %susers.', v_prefix)
        when word = 'storage' then sandbox.hint(app_id, 'storage')
        when word = 'realtime' then sandbox.hint(app_id, 'realtime')
        when word in ('cron', 'net', 'vault', 'pgmq') then sandbox.hint(app_id, 'server')
        else format('Tables are in schema public: write %1$sname instead of %2$s.name; profiles are in %1$susers.',
          v_prefix, left(word, 40))
      end || ' If it is an alias, rename it.'
    when 'type_refused' then 'Cast to text instead.'
    when 'width_refused' then 'Write the format as a literal, with widths of at most four digits.'
    when 'user_metadata_refused' then sandbox.hint(app_id, 'roles')
    when 'name_too_long' then 'Choose a shorter name.'
    else sandbox.hint(app_id, case
        when word in ('current_setting', 'set_config') then 'claims'
        when word in ('nextval', 'currval', 'setval', 'lastval') then 'sequence'
        when word ~ '^uuid_generate_' or word = 'uuid_nil' then 'uuid'
        when word ~ '^has_.*_privilege$' or word in ('row_security_active', 'version', 'current_database', 'current_schema')
          then 'about_server'
        when word ~ '_xml' or word = 'dblink' then 'xml'
        when word in ('json_array', 'json_arrayagg', 'json_objectagg') then 'json_agg'
        when word in ('pg_sleep', 'pg_notify') then 'wait'
        when word ~ '^(?:has|is|can|get|check|user|current|my|belongs|owns)_' then 'helper'
        else 'unlisted'
      end)
  end;
end
$$;

comment on function sandbox.name_hint is 'Returns the hint for a name that is refused.';

revoke all on function sandbox.name_hint from public, anon, authenticated, service_role;
