-- require_valid_key_arguments: Rejects arguments that no key can have; the message names the argument.
-- Errors: 22023 invalid_argument.
create or replace function platform.require_valid_key_arguments(
  scopes text[],
  expires_at timestamptz,
  name text,
  key_id uuid,
  token_hash text
)
returns void
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  perform platform.require_valid_argument(case
    when (scopes in ('{read}', '{read,write}')) is not true then 'scopes must be {read} or {read,write}'
    when (expires_at > now() and expires_at <= now() + interval '5 years') is not true
      then 'expires_at must be in the future, five years from now at most'
    when (name ~ '[^[:space:]]' and char_length(name) <= 100) is not true then 'name must have 1 to 100 characters'
    when key_id is null then 'key_id must be the key_id in the token'
    when (token_hash ~ '^[0-9a-f]{64}$') is not true then 'token_hash must be the SHA-256 of the token in lower-case hexadecimal'
  end);
end
$$;

comment on function platform.require_valid_key_arguments is 'Rejects arguments that no key can have.';

revoke all on function platform.require_valid_key_arguments from public, anon, authenticated, service_role;
