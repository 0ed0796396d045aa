-- sign_up_function: Returns the name of the function that CREATE TRIGGER … ON auth.users declares as the app's sign-up code, '' if DROP
-- TRIGGER removes it, and null for any other statement.
-- Called by: check_statement.
create or replace function sandbox.sign_up_function(words text[])
returns text
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
    return '';
  end if;
  return words[sandbox.skip_words(words, array_position(words, 'execute') + 2, '{public,.}')];
end
$$;

comment on function sandbox.sign_up_function is 'Returns the function that a trigger on auth.users declares as sign-up code.';

revoke all on function sandbox.sign_up_function from public, anon, authenticated, service_role;
