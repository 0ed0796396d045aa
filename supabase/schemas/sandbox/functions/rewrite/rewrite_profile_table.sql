-- rewrite_profile_table: Returns the replacements that turn CREATE TABLE of the profile table into ALTER TABLE … ADD COLUMN
-- IF NOT EXISTS. Columns that every profile has, the primary key and constraints on what accounts fill are skipped. Other
-- columns are added, without NOT NULL if they have no default or are references: a profile is created with the membership,
-- which has no value for them. ON DELETE CASCADE becomes SET NULL, and a default that names a row is left out. For fills see rewrite_ddl.
-- Called by: rewrite_ddl.
create or replace function sandbox.rewrite_profile_table(app_id bigint, kinds "char"[], words text[], at integer)
returns table (place integer, fill text)
language plpgsql
immutable
rows 20
set search_path = pg_catalog, pg_temp
as $$
declare
  v_again constant boolean := words[at:at + 2] = '{if,not,exists}';
  v_element record;
  v_kept integer := 0;
  v_last integer;
  v_action text;
begin
  for v_element in select * from sandbox.table_elements(kinds, words, array_position(words, '(')) loop
    v_action := case
      when sandbox.bare_name(v_element.name) in ('id', 'email', 'full_name', 'avatar_url', 'created_at', 'updated_at') then null
      when v_element.name is not null then 'add column if not exists '
      when v_element.on_account or v_element.kind = 'primary' or words[v_element.body:v_element.body + 4] = '{foreign,key,(,id,)}' then null
      -- A named constraint replaces one of that name; the platform's own are never replaced.
      when v_element.body > v_element.first
        and sandbox.bare_name(words[v_element.first + 1]) <> all (platform.profile_constraints(app_id))
        then format('drop constraint if exists %I, add ', case
          when v_element.kind in ('unique', 'exclude') then sandbox.constraint_name(app_id, words[v_element.first + 1])
          else sandbox.bare_name(words[v_element.first + 1])
        end)
      when not v_again then 'add '
    end;
    if v_action is null then
      return query select each, '' from generate_series(v_element.first, v_element.last) as each;
    else
      return query values (v_element.first, case when v_kept > 0 then ', ' else '' end || v_action);
      v_kept := v_kept + 1;
      if v_element.body > v_element.first and v_element.kind in ('unique', 'exclude') then
        return query values (v_element.first + 1, quote_ident(sandbox.constraint_name(app_id, words[v_element.first + 1])));
      elsif v_element.name is not null and v_element.not_null > 0 then
        return query values (v_element.not_null, ''), (v_element.not_null + 1, '');
      end if;
      if v_element.name is not null and v_element.fixed_default > 0 then
        return query values (v_element.fixed_default, ''), (v_element.fixed_default + 1, '');
      end if;
    end if;
    -- A profile ends with its membership, not with a row that it references.
    return query select each, 'set null' from generate_series(v_element.first, v_element.last) as each
      where v_action is not null and words[each - 2:each] = '{on,delete,cascade}';
    v_last := v_element.last;
    -- The comma or parenthesis after the element.
    return query values (v_element.last + 1, '');
  end loop;
  return query select each, '' from generate_series(v_last + 2, cardinality(words)) as each;
  return query values (1, case when v_kept > 0 then 'alter' else '' end), (array_position(words, '('), '');
  return query select each, '' from generate_series(case when v_kept > 0 then at else 2 end,
    case when v_kept = 0 then array_position(words, '(') - 1 when v_again then at + 2 else at - 1 end) as each;
end
$$;

comment on function sandbox.rewrite_profile_table is
  'Returns the replacements that turn CREATE TABLE of the profile table into additions to it.';

revoke all on function sandbox.rewrite_profile_table from public, anon, authenticated, service_role;
