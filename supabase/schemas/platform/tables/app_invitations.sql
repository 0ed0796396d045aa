-- app_invitations: The e-mail addresses that are invited to an app, and the role in which each joins. An app whose signup is
-- invite admits no other new members.
-- Written by invite_member; access.admit deletes the invitation that it uses.
create table platform.app_invitations (
  app_id bigint not null references platform.apps (id) on delete cascade,
  email text not null,
  role text not null default 'member',
  invited_at timestamptz not null default now(),
  primary key (app_id, email),
  constraint email_is_lower_case check (email = lower(email) and email like '%_@_%' and char_length(email) <= 320),
  constraint role_is_known check (role in ('owner', 'admin', 'member'))
);

comment on table platform.app_invitations is 'The e-mail addresses that are invited to an app, and the role in which each joins.';

alter table platform.app_invitations enable row level security;
create policy service_role_reads on platform.app_invitations for select to service_role using (true);

revoke all on platform.app_invitations from public, anon, authenticated, service_role;
grant select on platform.app_invitations to service_role;
