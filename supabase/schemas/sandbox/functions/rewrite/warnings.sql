-- warnings: what a statement of DDL says that was left out when it was run, or null. See rewrite_ddl.
create or replace function sandbox.warnings(app_id bigint, kinds "char"[], words text[], ddl text, at integer)
returns text[]
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_table constant text := platform.app_object(app_id, 'users');
  v_optional text;
begin
  if ddl like '%index' and words[at] = 'concurrently' then
    return array['CONCURRENTLY was left out: every call is one transaction.'];
  elsif ddl = 'alter table' and words[cardinality(words) - 3:] = '{force,row,level,security}' then
    return array['Left out: row level security binds every user of the app already.'];
  elsif ddl <> 'create table' or not sandbox.is_profile_table(app_id, words, at) then
    return null;
  end if;
  select string_agg(sandbox.bare_name(element.name), ', ') into v_optional
  from sandbox.table_elements(kinds, words, array_position(words, '(')) as element
  where element.not_null > 0 and sandbox.bare_name(element.name) not in ('id', 'email', 'full_name', 'avatar_url', 'created_at', 'updated_at');
  return array[format('%s holds the profiles of the members: columns that it lacked were added, its rows come with membership, '
      'and members change what was added only where a policy of yours for UPDATE lets them.', v_table)]
    || case when v_optional is not null then array[format('Not required, because a profile begins without it: %s.', v_optional)] else '{}' end;
end
$$;

comment on function sandbox.warnings is 'What was left out of a statement when it was run.';

revoke all on function sandbox.warnings from public, anon, authenticated, service_role;
