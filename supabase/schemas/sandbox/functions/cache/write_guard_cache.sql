-- write_guard_cache: Caches, by hash, that this version of the guard accepted the SQL. Only a call of at most ten
-- statements is cached, and only if they can be rebuilt from their segments character by character.
-- Best effort: nothing is cached if another session holds the slot, and errors are ignored.
-- Called by: platform.exec_sql, after the SQL has run.
create or replace function sandbox.write_guard_cache(
  app_id bigint,
  sql text,
  parameters jsonb,
  version text,
  statements sandbox.statement[]
)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_hash constant bytea := sandbox.cache_key(app_id, sql);
  v_slot constant integer := get_byte(v_hash, 0) + 256 * (get_byte(v_hash, 1) & 63);
  v_statements sandbox.statement[] := statements;
  v_calls text[] := '{}';
  v_qualifiers text[] := '{}';
begin
  if cardinality(statements) not between 1 and 10 or current_setting('transaction_read_only')::boolean
    or not pg_try_advisory_xact_lock(hashtextextended('appshard guard_cache ' || v_slot, 0)) then
    return;
  end if;
  for v_at in 1 .. cardinality(v_statements) loop
    if v_statements[v_at].segments is null
      or v_statements[v_at].text is distinct from sandbox.rebuild_text(sql, v_statements[v_at].segments, parameters) then
      return;
    end if;
    v_calls := v_calls || v_statements[v_at].calls;
    v_qualifiers := v_qualifiers || v_statements[v_at].qualifiers;
    v_statements[v_at].text := null;
    v_statements[v_at].calls := null;
    v_statements[v_at].qualifiers := null;
  end loop;
  if cardinality(v_calls) + cardinality(v_qualifiers) > 100 then
    return;
  end if;
  insert into sandbox.guard_cache (slot, hash, version, calls, qualifiers, statements)
  values (v_slot, v_hash, version, v_calls, v_qualifiers, v_statements)
  on conflict (slot) do update
  set hash = excluded.hash, version = excluded.version, calls = excluded.calls, qualifiers = excluded.qualifiers,
    statements = excluded.statements;
exception when others then
  null;
end
$$;

comment on function sandbox.write_guard_cache is 'Caches that the guard accepted the SQL.';

revoke all on function sandbox.write_guard_cache from public, anon, authenticated, service_role;
