-- spec_place: Returns which part of a spec a path is in, by name: column "title" of table "todos", or table "todos". Returns an
-- empty string where the path is in neither, or the part has no name. spec is a whole-app spec, or that of one table.
create or replace function platform.spec_place(spec jsonb, path text)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_numbers constant text[] := regexp_match(path, '^(?:tables\[(\d+)\](?:\.|$))?(?:columns\[(\d+)\])?');
  v_table constant jsonb := case when v_numbers[1] is null then spec else spec #> array['tables', v_numbers[1]] end;
  v_column constant jsonb := v_table #> array['columns', v_numbers[2]];
begin
  return concat_ws(' of ',
    case jsonb_typeof(v_column -> 'name') when 'string' then format('column "%s"', left(v_column ->> 'name', 100)) end,
    case jsonb_typeof(v_table -> 'name') when 'string' then format('table "%s"', left(v_table ->> 'name', 100)) end);
end
$$;

comment on function platform.spec_place is 'Returns which part of a spec a path is in, by name.';

revoke all on function platform.spec_place from public, anon, authenticated, service_role;
