-- require_valid_spec: raises the first problem of a spec, with its path at the front of the message and its stable
-- reason as detail. problems is what validate_table or validate_schema answered.
-- Errors: 22023 with the reason of the problem.
create or replace function platform.require_valid_spec(problems jsonb)
returns void
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  if problems <> '[]' then
    raise exception 'Invalid spec at "%": %', problems -> 0 ->> 'path', problems -> 0 ->> 'message'
      using errcode = '22023', detail = problems -> 0 ->> 'reason',
        hint = format('Correct "%s" and send the spec again; validate_schema lists every problem.', problems -> 0 ->> 'path');
  end if;
end
$$;

comment on function platform.require_valid_spec is 'Raises the first problem of a spec.';

revoke all on function platform.require_valid_spec from public, anon, authenticated, service_role;
