-- is_moddatetime: Returns whether a trigger executes moddatetime(column), of the extension of that name.
-- Called by: check_create_trigger, passed_over and rewrite_ddl.
create or replace function sandbox.is_moddatetime(words text[], at integer)
returns boolean
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_at constant integer := case when words[at:at + 1] = '{extensions,.}' then at + 2 else at end;
begin
  return coalesce(words[v_at:v_at + 1] = '{moddatetime,(}' and words[v_at + 3] = ')' and cardinality(words) = v_at + 3, false);
end
$$;

comment on function sandbox.is_moddatetime is 'Returns whether a trigger executes moddatetime(column).';

revoke all on function sandbox.is_moddatetime from public, anon, authenticated, service_role;
