-- rename_problems: what is wrong with the renamed_from of a table or column: the name that it had before.
create or replace function platform.rename_problems(spec jsonb, path text, max_length integer, taken text[])
returns setof platform.spec_problem
language plpgsql
stable
rows 1
set search_path = pg_catalog, pg_temp
as $$
declare
  v_path constant text := platform.join_path(path, 'renamed_from');
  v_problem platform.spec_problem;
begin
  if jsonb_typeof(spec -> 'renamed_from') is distinct from 'string' then
    return;
  end if;
  v_problem := platform.name_problem(spec ->> 'renamed_from', v_path, max_length, taken);
  if v_problem is not null then
    return next v_problem;
  end if;
  if spec -> 'renamed_from' = spec -> 'name' then
    return next (v_path, 'invalid_value', 'is the name itself')::platform.spec_problem;
  end if;
end
$$;

comment on function platform.rename_problems is 'What is wrong with a renamed_from.';

revoke all on function platform.rename_problems from public, anon, authenticated, service_role;
