-- has_new_rules: Returns whether this transaction has changed a column, default, constraint, index or sequence of a table.
-- A reference to the table, a policy or a comment changes none of these.
-- Called by: require_sign_up.
create or replace function platform.has_new_rules(relation oid)
returns boolean
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_age constant integer := age(pg_current_xact_id()::xid);
begin
  return exists (select from pg_catalog.pg_attribute where attrelid = relation and age(xmin) <= v_age)
    or exists (select from pg_catalog.pg_attrdef where adrelid = relation and age(xmin) <= v_age)
    or exists (select from pg_catalog.pg_constraint where conrelid = relation and age(xmin) <= v_age)
    or exists (select from pg_catalog.pg_index where indrelid = relation and age(xmin) <= v_age)
    or exists (
      select from platform.column_sequences(relation) as counter
      join pg_catalog.pg_sequence on pg_sequence.seqrelid = counter.sequence where age(pg_sequence.xmin) <= v_age);
end
$$;

comment on function platform.has_new_rules is 'Returns whether this transaction has changed the rules of a table.';

revoke all on function platform.has_new_rules from public, anon, authenticated, service_role;
