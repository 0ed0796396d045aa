-- audit: Writes one row to the audit log. Never pass row data in detail. Pass actor only where the token does not say who acts.
create or replace function platform.audit(app_id bigint, action text, detail jsonb default '{}', actor text default null)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  insert into platform.audit_log (app_id, action, actor, detail)
  values (app_id, action, coalesce(actor, auth.uid()::text, auth.role(), session_user::text), detail);
end
$$;

comment on function platform.audit is 'Writes one row to the audit log.';

revoke all on function platform.audit from public, anon, authenticated, service_role;
