-- return_type_end: Returns the position of the last word of what a function returns, or of the parenthesis after its arguments if it
-- returns nothing. at is the position of that parenthesis.
-- Called by: function_header.
-- Errors: 42501 option_refused.
create or replace function sandbox.return_type_end(words text[], at integer)
returns integer
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  c_options constant text[] := '{language,immutable,stable,volatile,leakproof,not,strict,called,returns,security,external,window,cost,rows,'
    'support,parallel,set,as,transform,return,begin}';
  v_at integer := at + 2;
begin
  if words[at + 1] is distinct from 'returns' or words[at + 2] = 'null' then
    return at;
  elsif words[v_at] = 'event_trigger' then
    perform sandbox.refuse('option_refused', 'event triggers are not offered', 'Return trigger, for a trigger on a table of the app.',
      at => v_at);
  end if;
  while v_at <= cardinality(words) and words[v_at] <> all (c_options) loop
    v_at := case when words[v_at] in ('(', '[') then coalesce(sandbox.closing_bracket(words, v_at), cardinality(words)) else v_at end + 1;
  end loop;
  return v_at - 1;
end
$$;

comment on function sandbox.return_type_end is 'Returns the position of the last word of what a function returns.';

revoke all on function sandbox.return_type_end from public, anon, authenticated, service_role;
