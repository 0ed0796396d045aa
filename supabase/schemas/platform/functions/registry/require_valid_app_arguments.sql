-- require_valid_app_arguments: Rejects arguments that no app can have; the message names the argument. Null arguments are skipped.
-- Errors: 22023 invalid_argument.
create or replace function platform.require_valid_app_arguments(name text, app_id bigint, signup text, idempotency_key text)
returns void
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  perform platform.require_valid_argument(case
    when name !~ '[^[:space:]]' or char_length(name) > 200 then 'name must have 1 to 200 characters'
    when app_id not between 1 and 9999999999 then 'app_id must be between 1 and 9999999999'
    when signup not in ('open', 'invite', 'closed') then 'signup must be open, invite or closed'
    when char_length(idempotency_key) not between 1 and 255 then 'idempotency_key must have 1 to 255 characters'
  end);
end
$$;

comment on function platform.require_valid_app_arguments is 'Rejects arguments that no app can have.';

revoke all on function platform.require_valid_app_arguments from public, anon, authenticated, service_role;
