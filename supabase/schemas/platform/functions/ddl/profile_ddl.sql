-- profile_ddl: Returns CREATE TABLE for the users table of an app: the members' profiles, which the app's tables reference.
-- add_member creates its rows; they are deleted with the membership.
create or replace function platform.profile_ddl(app_id bigint)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return format(
    'create table public.%1$I ('
    'id uuid constraint %3$I primary key, '
    'email text, '
    'full_name text constraint full_name_is_short check (char_length(full_name) <= 200), '
    'avatar_url text constraint avatar_url_is_short check (char_length(avatar_url) <= 2000), '
    'created_at timestamp with time zone not null default now(), '
    'updated_at timestamp with time zone not null default now());'
    'comment on table public.%1$I is %2$L;',
    platform.app_object(app_id, 'users'), 'The members of this app. A row comes with sign-up or join_app and goes with leave_app.',
    platform.derived_name(platform.app_object(app_id, 'users'), '{id}', 'pkey'));
end
$$;

comment on function platform.profile_ddl is 'Returns CREATE TABLE for the users table of an app.';

revoke all on function platform.profile_ddl from public, anon, authenticated, service_role;
