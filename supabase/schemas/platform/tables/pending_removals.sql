-- pending_removals: The apps that still hold the profile and the rows of a deleted account. The account lost its memberships
-- with its deletion, so nobody uses these rows by right of being their owner. finish_removals deletes them.
-- Written by tg_app_members__remove_profiles, finish_removals, add_member and purge_app.
-- No foreign keys: the account is gone, and a key to the apps would make the deletion of an account wait for a purge that waits
-- for it.
create table platform.pending_removals (
  app_id bigint not null,
  user_id uuid not null,
  queued_at timestamptz not null default now(),
  tried_at timestamptz,
  attempts integer not null default 0,
  error text,
  primary key (app_id, user_id)
);

comment on table platform.pending_removals is 'The apps that still hold the rows of a deleted account.';
comment on column platform.pending_removals.error is 'The SQLSTATE with which the last attempt failed.';

create index pending_removals_order_idx on platform.pending_removals (tried_at nulls first, queued_at);

alter table platform.pending_removals enable row level security;
create policy service_role_reads on platform.pending_removals for select to service_role using (true);

revoke all on platform.pending_removals from public, anon, authenticated, service_role;
grant select on platform.pending_removals to service_role;
