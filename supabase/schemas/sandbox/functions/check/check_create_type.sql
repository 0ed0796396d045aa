-- check_create_type: Checks CREATE TYPE name AS ENUM ( … ). Other types carry functions or hide columns, and are refused.
-- Called by: check_statement.
-- Errors: 42501 wrong_prefix, option_refused.
create or replace function sandbox.check_create_type(app_id bigint, words text[], kinds "char"[], at integer)
returns void
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_at constant integer := sandbox.expect_app_name(app_id, words, at);
begin
  if words[v_at:v_at + 2] is distinct from '{as,enum,(}' then
    perform sandbox.refuse('option_refused', 'only enum types can be created', 'Write create type name as enum (labels).', at => v_at);
  end if;
end
$$;

comment on function sandbox.check_create_type is 'Checks CREATE TYPE after its first words.';

revoke all on function sandbox.check_create_type from public, anon, authenticated, service_role;
