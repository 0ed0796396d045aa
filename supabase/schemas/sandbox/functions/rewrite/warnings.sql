-- warnings: Returns what was left out of a DDL statement when it was run, or null. See rewrite_ddl.
-- Called by: check_statement.
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
  elsif ddl = 'alter table' and sandbox.asks_for_row_security(words, forced => true) then
    return array['FORCE became ENABLE ROW LEVEL SECURITY, which applies to every user of the app.'];
  elsif ddl <> 'create table' or not sandbox.is_profile_table(app_id, words, at) then
    return null;
  end if;
  select string_agg(sandbox.bare_name(element.name), ', ') into v_optional
  from sandbox.table_elements(kinds, words, array_position(words, '(')) as element
  where element.not_null > 0
    and sandbox.bare_name(element.name) not in ('id', 'email', 'full_name', 'avatar_url', 'created_at', 'updated_at');
  return array[format('%s is the profile table: missing columns were added, rows are created with the membership, '
      'and members can change the added columns only if you write an UPDATE policy that allows it.', v_table)]
    || case
      when v_optional is not null then array[format('NOT NULL was left out, because new profiles have no value for: %s.', v_optional)]
      else '{}'
    end;
end
$$;

comment on function sandbox.warnings is 'Returns what was left out of a statement when it was run.';

revoke all on function sandbox.warnings from public, anon, authenticated, service_role;
