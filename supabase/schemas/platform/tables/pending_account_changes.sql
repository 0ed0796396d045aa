-- pending_account_changes: The apps whose profile of an account does not yet agree with the account: it has a former address, or
-- the account was deleted. finish_account_changes brings it in line with the account and the membership as they are by then, so
-- that the last change wins. A deleted account lost its memberships at once, so nobody uses its rows by right of being their owner.
-- Written by queue_account_changes, finish_account_change, finish_account_changes, run_next_code and purge_app.
-- No foreign keys: the account may be gone, and a key to the apps would make the deletion of an account wait for a purge that
-- waits for it.
create table platform.pending_account_changes (
  app_id bigint not null,
  user_id uuid not null,
  queued_at timestamptz not null default now(),
  tried_at timestamptz,
  attempts integer not null default 0,
  error text,
  runs_code boolean not null default false,
  primary key (app_id, user_id)
);

comment on table platform.pending_account_changes is 'The apps whose profile of an account does not yet agree with the account.';
comment on column platform.pending_account_changes.error is 'The SQLSTATE with which the last attempt failed.';

comment on column platform.pending_account_changes.runs_code is
  'Code of the app runs when its rows change: only run_pending_code works on it, in a session with a time limit.';

create index pending_account_changes_order_idx on platform.pending_account_changes (tried_at nulls first, queued_at);

alter table platform.pending_account_changes enable row level security;
create policy service_role_reads on platform.pending_account_changes for select to service_role using (true);

revoke all on platform.pending_account_changes from public, anon, authenticated, service_role;
grant select on platform.pending_account_changes to service_role;
