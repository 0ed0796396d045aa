-- spec_problem_list: returns the problems of a spec as JSON, [{path, reason, message, hint}]: unknown fields first, because a
-- misspelt or misplaced field explains what is missing, then sorted by path. tables[2] comes before tables[10]. Each message
-- ends with the names of the table and column, because a model does not count positions.
create or replace function platform.spec_problem_list(spec jsonb, problems platform.spec_problem[])
returns jsonb
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (
    select coalesce(jsonb_agg(
      to_jsonb(problem) || jsonb_build_object(
        'message', problem.message || coalesce(' (' || nullif(platform.spec_place(spec, problem.path), '') || ')', ''),
        'hint', platform.spec_hint(problem.reason))
      order by problem.reason <> 'unknown_field', padded collate "C", problem.reason collate "C"), '[]')
    from unnest(problems) as problem
    -- No position has more than three digits: padded to three, positions sort as numbers.
    cross join lateral regexp_replace(regexp_replace(problem.path, '\[(\d)\]', '[0\1]', 'g'), '\[(\d\d)\]', '[0\1]', 'g') as padded);
end
$$;

comment on function platform.spec_problem_list is 'Problems of a spec as JSON, sorted: unknown fields first, then by path.';

revoke all on function platform.spec_problem_list from public, anon, authenticated, service_role;
