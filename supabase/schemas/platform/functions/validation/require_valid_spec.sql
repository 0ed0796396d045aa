-- require_valid_spec: raises the first of the problems that validate_table or validate_schema returned, or does nothing. The caller
-- learns of the others from these functions.
-- Errors: 22023 with the reason of the problem.
create or replace function platform.require_valid_spec(problems jsonb)
returns void
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_first constant jsonb := problems -> 0;
begin
  if v_first is null then
    return;
  end if;
  raise exception 'Cannot use the spec: % %',
    case v_first ->> 'path' when '' then 'it' else format('"%s"', v_first ->> 'path') end, v_first ->> 'message'
    using errcode = '22023', detail = v_first ->> 'reason',
      hint = platform.spec_hint(v_first ->> 'reason') || ' validate_schema and validate_table return every problem.';
end
$$;

comment on function platform.require_valid_spec is 'Raises the first of the problems of a spec.';

revoke all on function platform.require_valid_spec from public, anon, authenticated, service_role;
