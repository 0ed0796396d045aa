-- check_constraints: Checks the constraints in CREATE TABLE, ALTER TABLE and CREATE INDEX. References must point to the
-- app's own tables or to auth.users, which rewrite replaces with the profile table. TABLESPACE and INHERITS are refused.
-- The names of constraints are left to rewrite_ddl.
-- Called by: check_create_table, check_alter_table and check_create_index.
-- Errors: 42501 wrong_prefix, option_refused.
create or replace function sandbox.check_constraints(app_id bigint, words text[], kinds "char"[], at integer)
returns void
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  for v_at in at .. cardinality(words) loop
    continue when kinds[v_at] <> 'i';
    if words[v_at] = 'references' and words[v_at + 1:v_at + 3] is distinct from '{auth,.,users}' then
      perform sandbox.expect_app_name(app_id, words, v_at + 1);
    elsif words[v_at] in ('tablespace', 'inherits') and words[v_at + 1] is distinct from 'pg_default'
      and words[v_at - 1] not in ('(', ',', 'column', 'add', 'rename', 'to', 'drop', 'alter')
    then
      perform sandbox.refuse('option_refused', format('"%s" is not allowed here', upper(words[v_at])), 'Remove it.', at => v_at);
    end if;
  end loop;
end
$$;

comment on function sandbox.check_constraints is 'Checks the constraints in CREATE TABLE and ALTER TABLE, and the options of CREATE INDEX.';

revoke all on function sandbox.check_constraints from public, anon, authenticated, service_role;
