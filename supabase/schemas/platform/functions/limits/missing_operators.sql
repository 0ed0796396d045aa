-- missing_operators: Returns the operators || of extensions that schema access does not have yet, so that submitted SQL does not find
-- them: its || is the one of schema access.
-- Called by: adopt_operators and shard_findings.
create or replace function platform.missing_operators()
returns table (name text, function_name text, left_type text, right_type text)
language plpgsql
stable
rows 1
set search_path = pg_catalog, pg_temp
as $$
begin
  return query
    select own.oid::regoperator::text, own.oprcode::regproc::text, format_type(own.oprleft, null), format_type(own.oprright, null)
    from pg_catalog.pg_operator as own
    where own.oprname = '||' and own.oprnamespace <> 'access'::regnamespace
      and not exists (
        select from pg_catalog.pg_operator as known
        where known.oprname = '||' and known.oprnamespace = 'access'::regnamespace
          and known.oprleft = own.oprleft and known.oprright = own.oprright)
    order by own.oid;
end
$$;

comment on function platform.missing_operators is 'Returns the operators || of extensions that schema access does not have yet.';

revoke all on function platform.missing_operators from public, anon, authenticated, service_role;
