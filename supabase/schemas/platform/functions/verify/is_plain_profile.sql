-- is_plain_profile: Returns whether a profile table has the columns and rules of every app and no others, as most have.
-- Called by: sign_up_findings, which then need not judge them.
create or replace function platform.is_plain_profile(profiles oid, app_id bigint)
returns boolean
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (
    select string_agg(concat_ws(' ', attname, atttypid::regtype, attnotnull), ', ' order by attnum)
    from pg_catalog.pg_attribute where attrelid = profiles and attnum > 0 and not attisdropped
  ) = 'id uuid t, email text f, full_name text f, avatar_url text f, '
    'created_at timestamp with time zone t, updated_at timestamp with time zone t'
  and array(select conname::text from pg_catalog.pg_constraint where conrelid = profiles order by conname)
    = array(select name from unnest(platform.profile_constraints(app_id)) as name order by name collate "C")
  and (select count(*) from pg_catalog.pg_index where indrelid = profiles) = 1
  -- Two defaults, which call now.
  and (select array_agg(left(adbin::text, 24)) from pg_catalog.pg_attrdef where adrelid = profiles)
    = array_fill('{FUNCEXPR :funcid 1299 :'::text, array[2]);
end
$$;

comment on function platform.is_plain_profile is 'Returns whether a profile table has the columns and rules of every app and no others.';

revoke all on function platform.is_plain_profile from public, anon, authenticated, service_role;
