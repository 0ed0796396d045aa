-- is_profile_table: Returns whether CREATE TABLE names the profile table, which every app already has. at is the position
-- after the words create table.
-- Called by: rewrite_ddl and warnings.
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

comment on function sandbox.is_profile_table is 'Returns whether CREATE TABLE names the profile table.';

revoke all on function sandbox.is_profile_table from public, anon, authenticated, service_role;
