-- audit_log: What the platform did to apps, append-only. Written by platform.audit. Never holds row data.
-- No foreign key to apps: the log outlives the apps that it describes.
create table platform.audit_log (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  app_id bigint,
  action text not null,
  actor text not null,
  detail jsonb not null default '{}'
);

comment on table platform.audit_log is 'What was done to apps, when and by whom. Append-only.';
comment on column platform.audit_log.actor is
  'The user id in the token, app_key:<id> for a key that the sql function acted for, or else the database role.';

create index audit_log_app_id_idx on platform.audit_log (app_id, id desc);

alter table platform.audit_log enable row level security;
create policy service_role_reads on platform.audit_log for select to service_role using (true);

revoke all on platform.audit_log from public, anon, authenticated, service_role;
grant select on platform.audit_log to service_role;
