-- check_drop_trigger: Checks DROP TRIGGER [IF EXISTS] name ON a table of the app. Only the platform creates triggers, and
-- those cannot be dropped; of any other trigger PostgreSQL says that it does not exist.
-- Called by: check_statement.
-- Errors: 42501 statement_refused, option_refused, wrong_prefix.
create or replace function sandbox.check_drop_trigger(app_id bigint, words text[], kinds "char"[], at integer)
returns void
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_name constant integer := sandbox.skip_words(words, at, '{if,exists}');
  v_end integer;
begin
  if words[v_name + 1] is distinct from 'on' then
    perform sandbox.refuse('option_refused', format('unexpected "%s" in DROP TRIGGER', left(words[v_name + 1], 40)),
      'Write drop trigger name on table.', at => v_name + 1);
  end if;
  if words[v_name + 2:v_name + 4] = '{auth,.,users}' then
    perform sandbox.refuse('statement_refused', 'triggers of accounts belong to the platform',
      sandbox.hint(app_id, 'drop_trigger'), at => v_name + 2);
  end if;
  v_end := sandbox.expect_app_name(app_id, words, v_name + 2);
  if exists (
    select from pg_catalog.pg_trigger join pg_catalog.pg_class on pg_class.oid = pg_trigger.tgrelid
    where pg_class.relname = words[v_end - 1] and pg_class.relnamespace = 'public'::regnamespace
      and pg_trigger.tgname = sandbox.bare_name(words[v_name])
  ) then
    perform sandbox.refuse('statement_refused', format('the trigger "%s" belongs to the platform', left(words[v_name], 80)),
      sandbox.hint(app_id, 'drop_trigger'), at => v_name);
  end if;
end
$$;

comment on function sandbox.check_drop_trigger is 'Checks DROP TRIGGER after its first words.';

revoke all on function sandbox.check_drop_trigger from public, anon, authenticated, service_role;
