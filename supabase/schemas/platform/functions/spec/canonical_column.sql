-- canonical_column: one column of a valid spec as describe_table would return it (see canonical_columns).
create or replace function platform.canonical_column(spec jsonb)
returns jsonb
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return platform.canonical_columns(jsonb_build_array(spec)) -> 0;
end
$$;

comment on function platform.canonical_column is 'A column of a valid spec as describe_table would return it.';

revoke all on function platform.canonical_column from public, anon, authenticated, service_role;
