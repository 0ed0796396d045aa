-- insert_profiles: Inserts profiles in an app, [{id, email, full_name, avatar_url}], unless they exist, and returns how many
-- it inserted. A name is cut to its first 200 characters; a picture with more than 2000 is omitted.
-- Only an existing profile is skipped. Any other conflict is an error: without its profile, a membership must not begin.
-- Called by: create_profiles, and try_sign_up with samples.
create or replace function platform.insert_profiles(app_id bigint, people jsonb)
returns bigint
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_table constant text := platform.app_object(app_id, 'users');
  v_rows bigint;
begin
  execute format(
    'insert into public.%I (id, email, full_name, avatar_url) '
    'select person.id, person.email, left(person.full_name, 200), '
    'case when char_length(person.avatar_url) <= 2000 then person.avatar_url end '
    'from jsonb_to_recordset($1) as person (id uuid, email text, full_name text, avatar_url text) '
    'order by person.id on conflict on constraint %I do nothing', v_table, platform.derived_name(v_table, '{id}', 'pkey'))
  using people;
  get diagnostics v_rows = row_count;
  return v_rows;
end
$$;

comment on function platform.insert_profiles is 'Inserts profiles in an app, unless they exist.';

revoke all on function platform.insert_profiles from public, anon, authenticated, service_role;
