-- dropped_constraints: Returns the table of ALTER TABLE and the constraints that it drops and that may have the app's prefix,
-- as written; null if it drops none. See resolve_constraints.
-- Called by: check_statement.
create or replace function sandbox.dropped_constraints(app_id bigint, words text[], ddl text, at integer)
returns text[]
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_names text[];
begin
  if ddl <> 'alter table' or not 'constraint' = any (words) then
    return null;
  end if;
  select array_agg(sandbox.bare_name(words[sandbox.skip_words(words, place + 1, '{if,exists}')])) into v_names
  from unnest(array_positions(words, 'constraint')) as place where words[place - 1] = 'drop';
  return words[sandbox.skip_words(words, sandbox.skip_words(words, sandbox.skip_words(words, at, '{if,exists}'), '{only}'), '{public,.}')]
    || v_names;
end
$$;

comment on function sandbox.dropped_constraints is 'Returns the table and the constraints of DROP CONSTRAINT.';

revoke all on function sandbox.dropped_constraints from public, anon, authenticated, service_role;
