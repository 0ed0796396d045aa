-- function_option_end: Returns the position after an option of CREATE FUNCTION that begins at a position.
-- Called by: function_header.
-- Errors: 42501 option_refused.
create or replace function sandbox.function_option_end(app_id bigint, words text[], kinds "char"[], at integer)
returns integer
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_at integer;
begin
  if words[at] in ('immutable', 'stable', 'volatile', 'strict') then
    return at + 1;
  elsif words[at:at + 1] = '{not,leakproof}' then
    return at + 2;
  elsif words[at:at + 3] = '{called,on,"null",input}' then
    return at + 4;
  elsif words[at:at + 4] = '{returns,"null",on,"null",input}' then
    return at + 5;
  elsif words[at] in ('cost', 'rows') and kinds[at + 1] = 'n' then
    return at + 2;
  elsif words[at] = 'parallel' and words[at + 1] in ('safe', 'unsafe', 'restricted') then
    return at + 2;
  elsif words[at:at + 1] = '{set,search_path}' and words[at + 2] in ('to', '=') then
    v_at := at + 4;
    while words[v_at] = ',' loop
      v_at := v_at + 2;
    end loop;
    return v_at;
  elsif words[at:at + 3] = '{set,search_path,from,current}' then
    return at + 4;
  end if;
  perform sandbox.refuse('option_refused',
    format('"%s" is not allowed in CREATE FUNCTION', left(concat_ws(' ', words[at], words[at + 1]), 80)),
    case
      when words[at:at + 1] = '{begin,atomic}' then 'Write the body as a string after AS.'
      when words[at] = 'set' then 'Remove it: every function of an app runs with the same settings. Only set search_path is accepted.'
      when words[at] = 'as' then 'Write the body as one string after AS.'
      else 'Use LANGUAGE, IMMUTABLE, STABLE, VOLATILE, STRICT, SECURITY, COST, ROWS, PARALLEL, SET search_path and AS.'
    end, at => at);
  return null;
end
$$;

comment on function sandbox.function_option_end is 'Returns the position after an option of CREATE FUNCTION.';

revoke all on function sandbox.function_option_end from public, anon, authenticated, service_role;
