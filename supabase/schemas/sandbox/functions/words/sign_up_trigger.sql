-- sign_up_trigger: Returns the name of the trigger that CREATE TRIGGER … ON auth.users creates, and of its function, the app's sign-up
-- code; only the former if DROP TRIGGER drops it; and null for any other statement.
-- Called by: check_statement.
create or replace function sandbox.sign_up_trigger(words text[])
returns text[]
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_on constant integer := array_position(words, 'on');
begin
  if not words[1:4] && '{trigger}' or words[v_on + 1:v_on + 3] is distinct from '{auth,.,users}' then
    return null;
  elsif words[1] = 'drop' then
    return array[sandbox.bare_name(words[v_on - 1])];
  end if;
  return array[sandbox.bare_name(words[array_position(words, 'trigger') + 1]),
    words[sandbox.skip_words(words, array_position(words, 'execute') + 2, '{public,.}')]];
end
$$;

comment on function sandbox.sign_up_trigger is 'Returns the trigger on auth.users, and its function, that a statement creates or drops.';

revoke all on function sandbox.sign_up_trigger from public, anon, authenticated, service_role;
