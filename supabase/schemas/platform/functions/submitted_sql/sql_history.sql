-- sql_history: Returns a page of an app's calls of exec_sql, newest first: {entries: [{id, at, actor, fingerprint,
-- statements, outcome, code, reason, rows, duration_ms}], next_before_id}. Pass next_before_id as before_id to get the next
-- page; it is null on the last one.
-- Called by: the sql function and the platform (service_role).
-- Security: definer, because service_role may not execute what it calls.
-- Errors: 22023 invalid_argument, PT404 app_not_found.
create or replace function platform.sql_history(app_id bigint, page_size integer default 50, before_id bigint default null)
returns jsonb
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_entries jsonb;
begin
  perform platform.require_page(page_size, 'the history');
  perform platform.get_app(app_id);
  select coalesce(jsonb_agg(page.entry order by page.id desc), '[]') into v_entries
  from (
    select audit_log.id, jsonb_build_object('id', audit_log.id, 'at', audit_log.at, 'actor', audit_log.actor) || audit_log.detail as entry
    from platform.audit_log
    where audit_log.app_id = sql_history.app_id
      and audit_log.action = 'exec_sql'
      and (sql_history.before_id is null or audit_log.id < sql_history.before_id)
    order by audit_log.id desc
    limit sql_history.page_size
  ) as page;
  return jsonb_build_object(
    'entries', v_entries,
    'next_before_id', case when jsonb_array_length(v_entries) = page_size then v_entries -> -1 -> 'id' else 'null' end
  );
end
$$;

comment on function platform.sql_history is 'Returns a page of an app''s calls of exec_sql, newest first.';

revoke all on function platform.sql_history from public, anon, authenticated, service_role;
grant execute on function platform.sql_history to service_role;
