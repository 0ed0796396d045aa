-- expect_app_name: Reads the name of one of the app's relations or types at a position in a statement, and returns the
-- position after it. The name may be qualified with public; check_names refuses other schemas before.
-- or_index also accepts the prefixed names of indexes, such as idx_app_57_todos_text. reject_profile refuses the profile
-- table.
-- Called by: the checkers.
-- Errors: 42501 wrong_prefix, profile_is_fixed.
create or replace function sandbox.expect_app_name(
  app_id bigint,
  words text[],
  at integer,
  or_index boolean default false,
  reject_profile boolean default false
)
returns integer
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_at constant integer := case when words[at] = 'public' and words[at + 1] = '.' then at + 2 else at end;
  v_prefix constant text := platform.app_object(app_id, '');
begin
  if reject_profile and words[v_at] = v_prefix || 'users' then
    perform sandbox.refuse('profile_is_fixed', format('the profile table "%s" keeps its columns and the rules of every app', words[v_at]),
      'Add columns or constraints to it, drop those that the app added, or store the data in another table.', at => v_at);
  end if;
  if starts_with(words[v_at], v_prefix) and words[v_at] ~ ('^' || v_prefix || '[^[:cntrl:]]+$')
    or (or_index and words[v_at] ~ ('^' || platform.index_prefix() || v_prefix)) then
    return v_at + 1;
  end if;
  perform sandbox.refuse('wrong_prefix', format('"%s" does not begin with %s', left(words[v_at], 80), v_prefix),
    case
      when words[v_at + 1] = '.' then sandbox.name_hint(app_id, 'schema_refused', words[v_at])
      else format('Name it %s%s.', v_prefix, coalesce(nullif(left(sandbox.bare_name(words[v_at]), 40), v_prefix), 'todos'))
    end, at => v_at);
  return null;
end
$$;

comment on function sandbox.expect_app_name is 'Returns the position after the name of one of the app''s relations or types.';

revoke all on function sandbox.expect_app_name from public, anon, authenticated, service_role;
