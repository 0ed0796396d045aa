-- check_create_view: Checks CREATE [OR REPLACE] VIEW name [(columns)] [WITH (…)] AS query. Whatever WITH says,
-- reconcile_app makes the view a security invoker.
-- Called by: check_statement.
-- Errors: 42501 wrong_prefix.
create or replace function sandbox.check_create_view(app_id bigint, words text[], kinds "char"[], at integer)
returns void
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  perform sandbox.expect_app_name(app_id, words, at);
end
$$;

comment on function sandbox.check_create_view is 'Checks CREATE VIEW after its first words.';

revoke all on function sandbox.check_create_view from public, anon, authenticated, service_role;
