-- check_cursors: Returns the names of the cursors that a PL/pgSQL body declares. A cursor variable holds the name of a portal, so a body
-- that could assign one could read from any portal of the session, also one of the platform. So the name of a cursor may only be
-- opened, fetched from, moved, closed and looped over.
-- Called by: read_plpgsql.
-- Errors: 42501 option_refused.
create or replace function sandbox.check_cursors(kinds "char"[], words text[], parts sandbox.code_part[])
returns text[]
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_names constant text[] := array(
    select words[part.first] from unnest(parts) as part
    where part.kind = 'declaration' and sandbox.cursor_at(words, part.first) is not null);
  v_at integer;
begin
  if v_names = '{}' then
    return v_names;
  end if;
  select token.position into v_at
  from unnest(kinds, words) with ordinality as token (kind, word, position)
  where token.kind in ('i', 'q')
    and sandbox.bare_name(token.word) = any (array(select sandbox.bare_name(name) from unnest(v_names) as name))
    and coalesce(words[token.position - 1], '') not in ('open', 'close', 'fetch', 'move', 'from', 'in', 'of')
    and not (coalesce(words[token.position - 1], '') in ('next', 'prior', 'first', 'last', 'all', 'forward', 'backward'))
    and not exists (select from unnest(parts) as part where part.kind = 'declaration' and part.first = token.position)
  limit 1;
  if v_at is not null then
    perform sandbox.refuse('option_refused', format('the cursor "%s" can only be opened, fetched from, moved, closed and looped over',
      left(words[v_at], 40)), 'Give the cursor a name that nothing else has.', at => v_at);
  end if;
  return v_names;
end
$$;

comment on function sandbox.check_cursors is 'Returns the names of the cursors that a PL/pgSQL body declares.';

revoke all on function sandbox.check_cursors from public, anon, authenticated, service_role;
