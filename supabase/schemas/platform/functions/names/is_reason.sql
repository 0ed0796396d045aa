-- is_reason: whether an error's detail is one of our stable reasons, such as table_exists: PostgreSQL's own details are sentences.
create or replace function platform.is_reason(detail text)
returns boolean
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return coalesce(detail ~ '^[a-z]+(_[a-z]+)+$', false);
end
$$;

comment on function platform.is_reason is 'Whether an error''s detail is one of our stable reasons.';

revoke all on function platform.is_reason from public, anon, authenticated, service_role;
