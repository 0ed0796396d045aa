-- create_profiles: Inserts the profiles of members in an app, from their accounts, unless they have one. Returns how many
-- it inserted.
create or replace function platform.create_profiles(app_id bigint, user_ids uuid[])
returns bigint
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  return platform.insert_profiles(app_id, (
    select jsonb_agg(jsonb_build_object('id', users.id, 'email', users.email,
      'full_name', users.raw_user_meta_data -> 'full_name', 'avatar_url', users.raw_user_meta_data -> 'avatar_url'))
    from auth.users where users.id = any (user_ids)));
end
$$;

comment on function platform.create_profiles is 'Inserts the profiles of members in an app, from their accounts.';

revoke all on function platform.create_profiles from public, anon, authenticated, service_role;
