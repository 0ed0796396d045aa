-- app_invitations: The e-mail addresses that are invited to an app, and the role in which each joins. An app whose signup is
-- invite admits no other new members.
-- Written by invite_member and revoke_invitation; access.admit deletes the invitation that it uses. The secret of an invitation
-- is never stored: only its hash is.
create table platform.app_invitations (
  app_id bigint not null references platform.apps (id) on delete cascade,
  email text not null,
  role text not null default 'member',
  secret_hash bytea not null,
  invited_at timestamptz not null default now(),
  expires_at timestamptz not null,
  primary key (app_id, email),
  constraint email_is_lower_case check (email = lower(email) and email like '%_@_%' and char_length(email) <= 320),
  constraint role_is_known check (role in ('owner', 'admin', 'member')),
  constraint secret_hash_is_sha256 check (octet_length(secret_hash) = 32)
);

comment on table platform.app_invitations is 'The e-mail addresses that are invited to an app, and the role in which each joins.';
comment on column platform.app_invitations.secret_hash is 'SHA-256 of the secret that invite_member returned.';
comment on column platform.app_invitations.expires_at is 'From then on the invitation admits nobody.';

insert into platform.settings (key, value, description) values
  ('invitation_days', '14', 'For how many days an invitation admits its address.');

alter table platform.app_invitations enable row level security;
-- Not even service_role may read the hashes.
create policy service_role_reads on platform.app_invitations for select to service_role using (true);

revoke all on platform.app_invitations from public, anon, authenticated, service_role;
grant select (app_id, email, role, invited_at, expires_at) on platform.app_invitations to service_role;
