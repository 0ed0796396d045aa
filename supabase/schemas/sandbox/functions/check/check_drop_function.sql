-- check_drop_function: Checks DROP FUNCTION or PROCEDURE [IF EXISTS] name [(arguments)], … The app's own
-- functions are dropped; of others PostgreSQL says that they do not exist, except of those that the app's SQL could reach.
-- Called by: check_statement.
-- Errors: 42501 statement_refused.
create or replace function sandbox.check_drop_function(app_id bigint, words text[], kinds "char"[], at integer)
returns void
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_word text;
begin
  foreach v_word in array words[at:] loop
    if not starts_with(v_word, platform.app_object(app_id, '')) and exists (
      select from pg_catalog.pg_proc
      where proname = sandbox.bare_name(v_word) and pronamespace = any (sandbox.reachable_schemas())
        -- Words of the statement and types of its arguments, which are also functions.
        and not exists (select from pg_catalog.pg_type where typname = proname and typnamespace = any (sandbox.reachable_schemas()))
    ) then
      perform sandbox.refuse('statement_refused', format('the function "%s" does not belong to the app', left(v_word, 80)),
        'Leave the statement out.', at => array_position(words, v_word, at));
    end if;
  end loop;
end
$$;

comment on function sandbox.check_drop_function is 'Checks DROP FUNCTION after its first words.';

revoke all on function sandbox.check_drop_function from public, anon, authenticated, service_role;
