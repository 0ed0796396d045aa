-- app_members: Which user belongs to which app, and as what. access.can_access probes the primary key in every statement of
-- a member.
-- Written by add_member, update_member, remove_member, join_app, leave_app and the triggers on auth.users.
-- The only foreign key to auth.users in the whole product: deleting a user deletes the memberships, each membership its
-- profile row, and each profile row the rows of that app that belong to the user.
create table platform.app_members (
  app_id bigint not null references platform.apps (id) on delete cascade,
  user_id uuid not null references auth.users (id) on delete cascade,
  role text not null default 'member',
  status text not null default 'active',
  joined_at timestamptz not null default now(),
  primary key (app_id, user_id),
  constraint role_is_known check (role in ('owner', 'admin', 'member')),
  constraint status_is_known check (status in ('active', 'suspended'))
);

comment on table platform.app_members is 'Which user belongs to which app, and as what.';

create index app_members_user_id_idx on platform.app_members (user_id);

alter table platform.app_members enable row level security;
create policy service_role_reads on platform.app_members for select to service_role using (true);

revoke all on platform.app_members from public, anon, authenticated, service_role;
grant select on platform.app_members to service_role;
