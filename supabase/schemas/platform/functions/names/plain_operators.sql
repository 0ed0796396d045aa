-- plain_operators: Returns SQL that the catalog prints, with || where it prints OPERATOR(access.||). Apps write || and cannot name the
-- schema access, so the result can be sent back.
create or replace function platform.plain_operators(sql text)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return replace(sql, 'OPERATOR(access.||)', '||');
end
$$;

comment on function platform.plain_operators is 'Returns SQL of the catalog with the operators that apps write.';

revoke all on function platform.plain_operators from public, anon, authenticated, service_role;
