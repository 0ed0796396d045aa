-- guard_state: One row with what the version of the guard is built from: a hash of the allow-lists and the limits, which their triggers
-- refresh, and the ids of the guard's functions, whose rows in the catalog show when one was replaced. See guard_version.
create table sandbox.guard_state (
  is_only boolean primary key default true,
  lists text not null default '',
  functions oid[] not null default '{}',
  constraint there_is_one check (is_only)
);

comment on table sandbox.guard_state is 'What the version of the guard is built from.';

insert into sandbox.guard_state default values on conflict do nothing;

alter table sandbox.guard_state enable row level security;
create policy postgres_only on sandbox.guard_state to postgres using (true) with check (true);

revoke all on sandbox.guard_state from public, anon, authenticated, service_role;
