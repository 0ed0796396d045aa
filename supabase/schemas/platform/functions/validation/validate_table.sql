-- validate_table: what is wrong with the spec of one table, as [{path, reason, message}]; [] for a valid one.
-- known_tables are the app's other tables, which a reference may point to.
-- Called by: the platform (service_role), and create_table and alter_table before they do anything.
-- Security: definer, because service_role may not execute what it calls.
create or replace function platform.validate_table(spec jsonb, known_tables text[] default '{}')
returns jsonb
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  return case
    when octet_length(spec::text) > 1048576 or jsonb_path_exists(spec, '$.**{101}')
    then '[{"path": "", "reason": "too_large", "message": "is over 1 MiB or deeper than 100 levels"}]'
    else (select coalesce(jsonb_agg(to_jsonb(problem)), '[]') from platform.table_problems(spec, '', known_tables) as problem)
  end;
end
$$;

comment on function platform.validate_table is 'What is wrong with the spec of one table: [{path, reason, message}].';

revoke all on function platform.validate_table from public, anon, authenticated, service_role;
grant execute on function platform.validate_table to service_role;
