-- try_sign_up: Inserts samples of new members into an app's profile table, then changes them as the platform does: an
-- account without an address, many with the same data, one with unusual text, one with text of the greatest length that does
-- not compress. Then addresses change, and references are emptied, as the deletion of a referenced row requires.
-- The caller rolls everything back.
-- Called by: require_sign_up.
-- Errors: what PostgreSQL raises where somebody could not sign up.
create or replace function platform.try_sign_up(app_id bigint, full_name text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  c_noise constant text := (
    select string_agg(chr(65536 + (step * 7919 + step * step * 31) % 60000), '') from generate_series(1, 2000) as step);
  -- Each sample twice: as Auth or the platform adds members, and as users join who are signed in.
  v_people constant jsonb := (
    select jsonb_agg(sample || jsonb_build_object('id', gen_random_uuid(), 'signed_in', signed_in))
    from (
      select '{"email": "a@example.com", "full_name": "A", "avatar_url": "https://example.com/a"}'::jsonb as sample
      from generate_series(1, 15)
      union all
      values ('{}'::jsonb), (jsonb_build_object('email', 'o''brien+"x"@xn--e1afmkfd', 'full_name', '', 'avatar_url', e'\\ \n%s{}é')),
        (jsonb_build_object('email', left(c_noise, 255), 'full_name', left(c_noise, 200), 'avatar_url', c_noise))
    ) as samples
    cross join unnest('{false,true}'::boolean[]) as signed_in);
  v_ids constant uuid[] := array(select (person ->> 'id')::uuid from jsonb_array_elements(v_people) as person);
  v_references constant text := (
    select string_agg(distinct format('%I = null', attname), ', ')
    from pg_catalog.pg_constraint
    join pg_catalog.pg_attribute on attrelid = conrelid and attnum = any (conkey)
    where conrelid = to_regclass(format('public.%I', full_name)) and contype = 'f' and attname <> 'id');
begin
  perform set_config('request.jwt.claims', '', true);
  perform platform.insert_profiles(app_id, jsonb_path_query_array(v_people, '$[*] ? (@.signed_in == false)'));
  perform set_config('request.jwt.claims', jsonb_build_object('role', 'authenticated',
    'sub', jsonb_path_query_first(v_people, '$[*] ? (@.signed_in == true).id'))::text, true);
  perform platform.insert_profiles(app_id, jsonb_path_query_array(v_people, '$[*] ? (@.signed_in == true)'));
  set constraints all immediate;
  execute format('update public.%I set email = case when email is null then $1 else $2 end where id = any ($3)', full_name)
    using 'b@example.com', left(c_noise, 255), v_ids;
  if v_references is not null then
    execute format('update public.%I set %s where id = any ($1)', full_name, v_references) using v_ids;
  end if;
end
$$;

comment on function platform.try_sign_up is 'Inserts samples of new members into an app''s profile table.';

revoke all on function platform.try_sign_up from public, anon, authenticated, service_role;
