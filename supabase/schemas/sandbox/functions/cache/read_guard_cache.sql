-- read_guard_cache: Returns the statements of SQL that this version of the guard accepted before, or null. It looks up
-- again the names that were accepted only because nothing of that name existed, and returns null if something now does.
-- Called by: platform.exec_sql.
-- Errors: 22023 invalid_argument for a parameter without a value.
create or replace function sandbox.read_guard_cache(app_id bigint, sql text, parameters jsonb, version text)
returns sandbox.statement[]
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_hash constant bytea := sandbox.cache_key(app_id, sql);
  v_entry sandbox.guard_cache;
  v_statements sandbox.statement[];
begin
  select * into v_entry from sandbox.guard_cache
  where guard_cache.slot = get_byte(v_hash, 0) + 256 * (get_byte(v_hash, 1) & 63)
    and guard_cache.hash = v_hash and guard_cache.version = read_guard_cache.version;
  if not found
    or (v_entry.calls <> '{}' and exists (
      select from pg_catalog.pg_proc
      where pg_proc.proname = any (v_entry.calls::name[]) and pg_proc.pronamespace = any (sandbox.reachable_schemas())
    ))
    or exists (select from pg_catalog.pg_namespace where pg_namespace.nspname = any (v_entry.qualifiers::name[])) then
    return null;
  end if;
  v_statements := v_entry.statements;
  for v_at in 1 .. cardinality(v_statements) loop
    v_statements[v_at].text := sandbox.rebuild_text(sql, v_statements[v_at].segments, parameters);
  end loop;
  return v_statements;
end
$$;

comment on function sandbox.read_guard_cache is 'Returns the statements of SQL that the guard accepted before, or null.';

revoke all on function sandbox.read_guard_cache from public, anon, authenticated, service_role;
