-- app_literal: Returns an app's id as pg_get_expr prints it, so that a policy's expression can be compared with the catalog's.
create or replace function platform.app_literal(app_id bigint)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return format(case when app_id <= 2147483647 then '(%s)::bigint' else '''%s''::bigint' end, app_id);
end
$$;

comment on function platform.app_literal is 'Returns an app''s id as the catalog prints it.';

revoke all on function platform.app_literal from public, anon, authenticated, service_role;
