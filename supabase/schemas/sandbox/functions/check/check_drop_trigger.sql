-- check_drop_trigger: Checks DROP TRIGGER [IF EXISTS] name ON a table of the app or auth.users. The triggers of the platform stay.
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
  perform sandbox.check_trigger_name(app_id, words, v_name);
  v_end := case when words[v_name + 2:v_name + 4] = '{auth,.,users}' then v_name + 5
    else sandbox.expect_app_name(app_id, words, v_name + 2) end;
  if v_end <= cardinality(words) and not (v_end = cardinality(words) and words[v_end] in ('cascade', 'restrict')) then
    perform sandbox.refuse('option_refused', format('unexpected "%s" in DROP TRIGGER', left(words[v_end], 40)),
      'Write drop trigger name on table.', at => v_end);
  end if;
end
$$;

comment on function sandbox.check_drop_trigger is 'Checks DROP TRIGGER after its first words.';

revoke all on function sandbox.check_drop_trigger from public, anon, authenticated, service_role;
