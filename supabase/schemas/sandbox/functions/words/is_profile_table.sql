-- is_profile_table: whether CREATE TABLE, whose words go on at a place, names the table of profiles, which every app has already.
create or replace function sandbox.is_profile_table(app_id bigint, words text[], at integer)
returns boolean
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_name constant integer := sandbox.skip_words(words, sandbox.skip_words(words, at, '{if,not,exists}'), '{public,.}');
begin
  return words[v_name] = platform.app_object(app_id, 'users');
end
$$;

comment on function sandbox.is_profile_table is 'Whether CREATE TABLE names the table of profiles.';

revoke all on function sandbox.is_profile_table from public, anon, authenticated, service_role;
