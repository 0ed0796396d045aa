-- profile_columns: the columns of a table of profiles that members and keys may change: name and picture, and what the app's owner
-- added. The rest follows the account, or is kept by itself.
create or replace function platform.profile_columns(full_name text)
returns text[]
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  -- A table that is about to be made has what profile_ddl gives it.
  return coalesce((
    select array_agg(attname::text order by attname) from pg_catalog.pg_attribute
    where attrelid = to_regclass(format('public.%I', profile_columns.full_name)) and attnum > 0 and not attisdropped and attgenerated = ''
      and attname not in ('id', 'email', 'created_at', 'updated_at')
  ), '{avatar_url,full_name}');
end
$$;

comment on function platform.profile_columns is 'The columns of a table of profiles that members may change.';

revoke all on function platform.profile_columns from public, anon, authenticated, service_role;
