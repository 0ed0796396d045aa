-- used_up: the trash's ids that operations have brought back.
create or replace function platform.used_up(operations platform.operation[])
returns jsonb
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return '[]';
end
$$;

comment on function platform.used_up is 'The ids of the trash that operations have brought back.';

revoke all on function platform.used_up from public, anon, authenticated, service_role;
