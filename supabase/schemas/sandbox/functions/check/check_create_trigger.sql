-- check_create_trigger: Checks CREATE [OR REPLACE] [CONSTRAINT] TRIGGER name BEFORE or AFTER events ON a table of the app, which calls one
-- of the app's functions, or moddatetime. Profiles have no triggers of the app: they change in the session of Auth, where no limit of
-- the app holds. A trigger on auth.users becomes the app's sign-up code (see sign_up_trigger).
-- Called by: check_statement.
-- Errors: 42501 statement_refused, option_refused, wrong_prefix, profile_is_fixed.
create or replace function sandbox.check_create_trigger(app_id bigint, words text[], kinds "char"[], at integer)
returns void
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_on constant integer := array_position(words, 'on', at);
  v_execute constant integer := array_position(words, 'execute', at);
  v_at integer;
begin
  perform sandbox.check_trigger_name(app_id, words, at);
  if words[at + 1] not in ('before', 'after') or v_on is null or v_execute is null or words[v_execute + 1] not in ('function', 'procedure')
    or words[at + 1:v_on] @> '{truncate}'
  then
    perform sandbox.refuse('option_refused', format('unexpected "%s" in CREATE TRIGGER',
        left(case when words[at + 1:v_on] @> '{truncate}' then 'truncate' else words[at + 1] end, 40)),
      'Write create trigger name before insert or update or delete on table for each row execute function name(). Views have no '
      'triggers: write to their tables.', at => at + 1);
  elsif words[v_on + 1:v_on + 3] = '{auth,.,users}' then
    if words[at + 1:v_on] <> '{after,insert,on}' or not words @> '{each,row}' or 'when' = any (words) or words[2] = 'constraint' then
      perform sandbox.refuse('option_refused', 'code runs only after a person has signed up',
        'Write after insert on auth.users for each row execute function name(), without a condition.', at => v_on + 1);
    end if;
  else
    v_at := sandbox.expect_app_name(app_id, words, v_on + 1);
    if words[v_at - 1] = platform.app_object(app_id, 'users') then
      perform sandbox.refuse('profile_is_fixed', format('the profile table "%s" has no triggers of the app', words[v_at - 1]),
        'For a row at sign-up, write after insert on auth.users; for a rule, keep the columns in a table of the app.', at => v_at - 1);
    elsif words[v_at] = 'from' then
      perform sandbox.expect_app_name(app_id, words, v_at + 1);
    end if;
  end if;
  if sandbox.is_moddatetime(words, v_execute + 2) and words[v_on + 1] <> 'auth' then
    return;
  end if;
  v_at := sandbox.expect_app_name(app_id, words, v_execute + 2);
  if words[v_at] is distinct from '(' or exists (
    select from unnest(kinds[v_at:], words[v_at:]) as token (kind, word)
    where token.kind not in ('l', 'n') and token.word not in ('(', ',', ')', '-'))
  then
    perform sandbox.refuse('option_refused', 'the arguments of a trigger function are literals',
      'Write each argument as a string or a number.', at => v_at);
  end if;
end
$$;

comment on function sandbox.check_create_trigger is 'Checks CREATE TRIGGER after its first words.';

revoke all on function sandbox.check_create_trigger from public, anon, authenticated, service_role;
