-- expect_app_name: reads the name of one of the app's relations or types at a place in a statement and answers the place behind it.
-- public. before it is taken; any other schema was refused before.
-- With reject_profile the profile table is refused.
-- Errors: 42501 wrong_prefix, profile_is_fixed.
create or replace function sandbox.expect_app_name(app_id bigint, words text[], at integer, or_index boolean default false, reject_profile boolean default false)
returns integer
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_at constant integer := case when words[at] = 'public' and words[at + 1] = '.' then at + 2 else at end;
  v_prefix constant text := platform.app_object(app_id, '');
begin
  if reject_profile and words[v_at] = v_prefix || 'users' then
    perform sandbox.refuse('profile_is_fixed', format('"%s" holds the profiles of the members', words[v_at]),
      'Leave it out, add columns to it, or keep what you need in a table of your own.');
  end if;
  if words[v_at] ~ ('^' || v_prefix || '[a-z]') or (or_index and words[v_at] ~ ('^' || platform.index_prefix() || v_prefix)) then
    return v_at + 1;
  end if;
  perform sandbox.refuse('wrong_prefix', format('"%s" does not begin with %s', left(words[v_at], 80), v_prefix),
    format('Names of this app begin with %1$s, such as %1$stodos.', v_prefix));
  return null;
end
$$;

comment on function sandbox.expect_app_name is 'The place behind the name of one of the app''s relations.';

revoke all on function sandbox.expect_app_name from public, anon, authenticated, service_role;
