-- hint: Returns what to do instead of a construct that is not offered (see refusal_hints).
-- Called by: statement_hint, name_hint, error_hint and the checkers.
create or replace function sandbox.hint(app_id bigint, construct text)
returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (
    select replace(refusal_hints.hint, '{p}', platform.app_object(app_id, '')) from sandbox.refusal_hints
    where refusal_hints.construct = hint.construct);
end
$$;

comment on function sandbox.hint is 'Returns what to do instead of a construct that is not offered.';

revoke all on function sandbox.hint from public, anon, authenticated, service_role;
