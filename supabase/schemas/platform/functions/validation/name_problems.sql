-- name_problems: returns the problems of the name and the renamed_from of a table or column. fields are those of its part of the
-- spec; reserved are names that Appshard keeps for itself.
create or replace function platform.name_problems(spec jsonb, path text, fields jsonb, reserved text[])
returns setof platform.spec_problem
language plpgsql
stable
rows 1
set search_path = pg_catalog, pg_temp
as $$
declare
  v_key text;
  v_problem platform.spec_problem;
begin
  foreach v_key in array '{name,renamed_from}'::text[] loop
    if jsonb_typeof(spec -> v_key) = 'string' then
      v_problem := platform.name_problem(
        spec ->> v_key, platform.join_path(path, v_key), (fields -> v_key ->> 'maxNameLength')::integer, reserved);
      if v_problem is not null then
        return next v_problem;
      end if;
    end if;
  end loop;
  if jsonb_typeof(spec -> 'name') = 'string' and spec -> 'renamed_from' = spec -> 'name' then
    return next (platform.join_path(path, 'renamed_from'), 'invalid_value', 'must not be the name itself')::platform.spec_problem;
  end if;
end
$$;

comment on function platform.name_problems is 'The problems of the name and the renamed_from of a table or column.';

revoke all on function platform.name_problems from public, anon, authenticated, service_role;
