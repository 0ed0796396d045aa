-- create_profile: Inserts a member's profile row in an app, from the account's data, unless there is one. Returns whether it
-- inserted the row.
create or replace function platform.create_profile(app_id bigint, user_id uuid)
returns boolean
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_rows integer;
begin
  execute format(
    'insert into public.%I (id, email, full_name, avatar_url) '
    'select users.id, users.email, left(users.raw_user_meta_data ->> ''full_name'', 200), '
    'case when char_length(users.raw_user_meta_data ->> ''avatar_url'') <= 2000 then users.raw_user_meta_data ->> ''avatar_url'' end '
    'from auth.users where users.id = $1 on conflict do nothing', platform.app_object(app_id, 'users'))
  using user_id;
  get diagnostics v_rows = row_count;
  return v_rows > 0;
end
$$;

comment on function platform.create_profile is 'Inserts a member''s profile row in an app.';

revoke all on function platform.create_profile from public, anon, authenticated, service_role;
