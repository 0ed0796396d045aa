-- function_names: Returns the positions of the names of the app's functions in DROP, ALTER, COMMENT ON, GRANT and REVOKE. at is the
-- position after the first words of the statement.
-- Called by: rewrite_functions.
create or replace function sandbox.function_names(app_id bigint, words text[], at integer)
returns setof integer
language plpgsql
immutable
rows 1
set search_path = pg_catalog, pg_temp
as $$
declare
  v_depth integer := 0;
begin
  for v_at in at .. cardinality(words) loop
    v_depth := v_depth + case when words[v_at] in ('(', '[') then 1 when words[v_at] in (')', ']') then -1 else 0 end;
    exit when v_depth = 0 and words[v_at] in ('to', 'from', 'is', 'rename');
    if v_depth = 0 and starts_with(words[v_at], platform.app_object(app_id, ''))
      and (case when words[v_at - 2:v_at - 1] = '{public,.}' then words[v_at - 3] else words[v_at - 1] end) in ('function', 'exists', ',')
    then
      return next v_at;
    end if;
  end loop;
end
$$;

comment on function sandbox.function_names is 'Returns the positions of the names of the app''s functions.';

revoke all on function sandbox.function_names from public, anon, authenticated, service_role;
