-- secret_hash: Returns the hash under which an invitation is stored. The secret has 244 random bits, so it needs no salt.
-- Called by: invite_member, access.admit and access.require_admission.
create or replace function platform.secret_hash(secret text)
returns bytea
language plpgsql
immutable
strict
set search_path = pg_catalog, pg_temp
as $$
begin
  return sha256(convert_to(secret, 'UTF8'));
end
$$;

comment on function platform.secret_hash is 'Returns the hash under which an invitation is stored.';

revoke all on function platform.secret_hash from public, anon, authenticated, service_role;
