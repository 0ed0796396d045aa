-- expect_functions: Reads names of the app's functions with or without the types of their arguments, and returns the position after them.
-- Called by: check_grant, check_alter_function and check_comment.
-- Errors: 42501 wrong_prefix.
create or replace function sandbox.expect_functions(app_id bigint, words text[], at integer)
returns integer
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_at integer := at - 1;
begin
  loop
    v_at := sandbox.expect_app_name(app_id, words, v_at + 1);
    if words[v_at] = '(' then
      v_at := coalesce(sandbox.closing_bracket(words, v_at), cardinality(words)) + 1;
    end if;
    exit when words[v_at] is distinct from ',';
  end loop;
  return v_at;
end
$$;

comment on function sandbox.expect_functions is 'Returns the position after names of the app''s functions.';

revoke all on function sandbox.expect_functions from public, anon, authenticated, service_role;
