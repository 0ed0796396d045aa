-- app_invitations: which e-mail addresses may join an app whose signup is invite, and as what.
-- Written by invite_member; used up by access.admit.
create table platform.app_invitations (
  app_id bigint not null references platform.apps (id) on delete cascade,
  email text not null,
  role text not null default 'member',
  invited_at timestamptz not null default now(),
  primary key (app_id, email),
  constraint email_is_lower_case check (email = lower(email) and email like '%_@_%' and char_length(email) <= 320),
  constraint role_is_known check (role in ('owner', 'admin', 'member'))
);

comment on table platform.app_invitations is 'E-mail addresses that may join an app on invitation.';

alter table platform.app_invitations enable row level security;
create policy service_role_reads on platform.app_invitations for select to service_role using (true);

revoke all on platform.app_invitations from public, anon, authenticated, service_role;
grant select on platform.app_invitations to service_role;
