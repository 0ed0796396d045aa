-- renamed_value_problems: returns the problems of the renamed_values of an enum column, {old label: new label}: the new label must be
-- in values, the old one must not, and no two may be renamed to the same.
create or replace function platform.renamed_value_problems(spec jsonb, path text)
returns setof platform.spec_problem
language plpgsql
immutable
rows 1
set search_path = pg_catalog, pg_temp
as $$
declare
  v_old text;
  v_new jsonb;
begin
  if jsonb_typeof(spec -> 'renamed_values') is distinct from 'object' then
    return;
  end if;
  for v_old, v_new in select * from jsonb_each(spec -> 'renamed_values') loop
    if jsonb_typeof(v_new) <> 'string' then
      return next (platform.join_path(path, v_old), 'invalid_type', 'must be a string')::platform.spec_problem;
    elsif jsonb_typeof(spec -> 'values') = 'array' and (not spec -> 'values' @> v_new or spec -> 'values' ? v_old) then
      return next (platform.join_path(path, v_old), 'invalid_value', 'must map a removed value to one in values')::platform.spec_problem;
    elsif exists (
      select from jsonb_each(spec -> 'renamed_values') as earlier where earlier.value = v_new and earlier.key collate "C" < v_old
    ) then
      return next (platform.join_path(path, v_old), 'duplicate_name',
        format('is renamed to %s, as another value is: a rename cannot merge two values, because no rollback could part them', v_new))
        ::platform.spec_problem;
    end if;
  end loop;
end
$$;

comment on function platform.renamed_value_problems is 'The problems of the renamed_values of an enum column.';

revoke all on function platform.renamed_value_problems from public, anon, authenticated, service_role;
