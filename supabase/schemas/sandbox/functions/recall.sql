-- recall: the statements of a text that this version of the guard accepted before, or null. What made a name harmless then is
-- looked up again: that the database has no function or schema of that name.
-- Errors: 22023 invalid_argument for a parameter that was not passed.
create or replace function sandbox.recall(app_id bigint, sql text, parameters jsonb, version text)
returns sandbox.statement[]
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_hash constant bytea := sandbox.text_hash(app_id, sql);
  v_entry sandbox.accepted_texts;
  v_statements sandbox.statement[];
begin
  select * into v_entry from sandbox.accepted_texts
  where accepted_texts.slot = get_byte(v_hash, 0) + 256 * (get_byte(v_hash, 1) & 63)
    and accepted_texts.hash = v_hash and accepted_texts.version = recall.version;
  if not found
    or exists (select from pg_catalog.pg_proc where pg_proc.proname = any (v_entry.calls::name[]))
    or exists (select from pg_catalog.pg_namespace where pg_namespace.nspname = any (v_entry.qualifiers::name[])) then
    return null;
  end if;
  v_statements := v_entry.statements;
  for v_at in 1 .. cardinality(v_statements) loop
    v_statements[v_at].text := sandbox.recut(sql, v_statements[v_at].cuts, parameters);
  end loop;
  return v_statements;
end
$$;

comment on function sandbox.recall is 'The statements of a text that the guard accepted before.';

revoke all on function sandbox.recall from public, anon, authenticated, service_role;
