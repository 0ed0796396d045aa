-- pending_sign_ups: What remains to be done for a new member of an app that has code of its own: its sign-up code, and the profile if
-- code of the app runs when one is inserted. finish_sign_up does it, once, where a time limit holds. The membership itself never waits.
-- Written by enrol_member, finish_sign_up, retry_sign_ups, remove_profiles and purge_app.
-- No foreign keys: a key to the memberships would make the deletion of an account wait for code of an app that is running.
create table platform.pending_sign_ups (
  app_id bigint not null,
  user_id uuid not null,
  queued_at timestamptz not null default now(),
  tried_at timestamptz,
  attempts integer not null default 0,
  error text,
  -- The user first: custom_access_token and check_request look up what waits for one user.
  primary key (user_id, app_id)
);

comment on table platform.pending_sign_ups is 'What remains to be done for new members by code of their apps.';
comment on column platform.pending_sign_ups.error is 'The SQLSTATE and the message with which the last attempt failed.';

create index pending_sign_ups_app_id_idx on platform.pending_sign_ups (app_id);
create index pending_sign_ups_order_idx on platform.pending_sign_ups (tried_at nulls first, queued_at);

alter table platform.pending_sign_ups enable row level security;
create policy service_role_reads on platform.pending_sign_ups for select to service_role using (true);

revoke all on platform.pending_sign_ups from public, anon, authenticated, service_role;
grant select on platform.pending_sign_ups to service_role;
