-- metered: Returns its argument and counts its bytes for the running statement. It refuses if there are more than 64 MiB in
-- total: an aggregate holds all that it was given, and PostgreSQL bounds neither its memory nor that of its copies. Of values
-- of at most a thousand bytes it counts one in 32, at random, as 32 values, because counting costs more than the rest of it.
-- Submitted SQL cannot call setseed, so nobody chooses which values are counted.
-- Called by: submitted SQL, including views and policies, where sandbox.rewrite puts it around what string_agg, array_agg,
-- json_agg, their siblings and array(select …) collect.
-- Security: definer, because users cannot name access.count_value. It computes only with its arguments.
-- Errors: 54000 result_too_large.
create or replace function access.metered(value anyelement)
returns anyelement
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  if pg_column_size(value) > 1000 then
    return access.count_value(value, 1);
  elsif random() < 0.03125 then
    return access.count_value(value, 32);
  end if;
  return value;
end
$$;

comment on function access.metered is 'Returns its argument and counts its bytes for the running statement.';

revoke all on function access.metered from public, anon, authenticated, service_role;
grant execute on function access.metered to anon, authenticated, service_role, app_service, app_code;
