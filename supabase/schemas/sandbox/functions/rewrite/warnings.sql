-- warnings: Returns what was left out of a DDL statement when it was run (see rewrite_ddl), and which of its columns the Data API
-- cannot filter, or null.
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
  v_defaults text;
  v_is_less boolean;
  v_unfiltered constant text := (
    select string_agg(distinct format('"%s"', name), ', ') from unnest(sandbox.new_columns(kinds, words, ddl)) as name
    -- Beside the names of parameters, what is a path into JSON, an embedded table, a cast or a call in the name of a parameter.
    where name in ('and', 'or', 'order') or name ~ '[].,:;()&=<>*!"''%/\\|?#+@~^`{}[]|^\s|\s$');
  v_warnings constant text[] := case when v_unfiltered is not null then array[format('The Data API does not read %s as the name of a '
    'column: a filter on it fails with status 400, or is ignored. Rename the column to filter by it.', v_unfiltered)] end;
begin
  if ddl like '%index' and words[at] = 'concurrently' then
    return v_warnings || array['CONCURRENTLY was left out: every call is one transaction.'];
  elsif ddl = 'alter table' and sandbox.asks_for_row_security(words, forced => true) then
    return v_warnings || array['FORCE became ENABLE ROW LEVEL SECURITY, which applies to every user of the app.'];
  elsif ddl <> 'create table' or not sandbox.is_profile_table(app_id, words, at) then
    return v_warnings;
  end if;
  select string_agg(sandbox.bare_name(element.name), ', ') filter (where element.not_null > 0
      and sandbox.bare_name(element.name) not in ('id', 'email', 'full_name', 'avatar_url', 'created_at', 'updated_at')),
    string_agg(sandbox.bare_name(element.name), ', ') filter (where element.name is not null and element.fixed_default > 0),
    bool_or(element.on_account)
  into v_optional, v_defaults, v_is_less
  from sandbox.table_elements(kinds, words, array_position(words, '(')) as element;
  return v_warnings || array[format('%s is the profile table: missing columns were added, rows are created with the membership, '
      'and members can change the added columns only if you write an UPDATE policy that allows it.', v_table)]
    || case
      when v_optional is not null then array[format('NOT NULL was left out, because new profiles have no value for: %s.', v_optional)]
      else '{}'
    end
    || case
      when v_defaults is not null
        then array[format('The default was left out, because the row that it names could be deleted: %s.', v_defaults)]
      else '{}'
    end
    || case
      when v_is_less then array['Constraints on columns that accounts fill were left out: they could refuse a new member.']
      else '{}'
    end;
end
$$;

comment on function sandbox.warnings is 'Returns what was left out of a statement, and which columns cannot be filtered.';

revoke all on function sandbox.warnings from public, anon, authenticated, service_role;
