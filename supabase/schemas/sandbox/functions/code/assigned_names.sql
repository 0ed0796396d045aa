-- assigned_names: Returns what a part of a PL/pgSQL body assigns and what may grow by it: place is the token after whose terminator its
-- size is checked. A literal, and arithmetic without calls, do not build long values.
-- Called by: read_plpgsql.
create or replace function sandbox.assigned_names(kinds "char"[], words text[], part sandbox.code_part)
returns setof text
language plpgsql
immutable
rows 1
set search_path = pg_catalog, pg_temp
as $$
declare
  v_at integer;
  v_first integer;
  v_last integer := part.last;
begin
  if part.kind = 'assign' then
    v_at := sandbox.assignment_at(kinds, words, part.first);
    v_first := part.first;
    v_last := v_at - 1;
    -- Evaluating a subscript twice must change nothing.
    if words[v_first:v_last] @> '{(}' then
      v_last := array_position(words, '[', v_first) - 1;
    elsif not words[v_first:v_last] && '{[}' and sandbox.is_short(kinds, words, v_at + case when words[v_at] = ':' then 2 else 1 end,
      part.last)
    then
      return;
    end if;
    return next sandbox.written_names(kinds, words, v_first, v_last);
    return;
  elsif part.kind = 'for' and words[part.first] = 'for' then
    v_at := part.first;
    v_last := array_position(words, 'in', part.first) - 1;
    -- A range of integers; the loop declares its variable.
    if words[v_last + 2] in ('reverse') or words[v_last + 2] not in ('select', 'with', 'values', '(', 'insert', 'update', 'delete', 'merge')
    then
      return;
    end if;
  elsif part.kind in ('sql', 'fetch') then
    select max(place) into v_at from unnest(array_positions(words[part.first:part.last], 'into')) as each (offset_),
      lateral (select part.first - 1 + each.offset_) as found (place)
    where coalesce(words[place - 1], '') not in ('insert', 'merge', '.');
  end if;
  if v_at is null then
    return;
  end if;
  v_at := sandbox.skip_words(words, v_at + 1, '{strict}');
  loop
    v_first := v_at;
    exit when v_first > v_last or kinds[v_first] not in ('i', 'q', 'p');
    while words[v_at + 1] = '.' and v_at + 2 <= v_last loop
      v_at := v_at + 2;
    end loop;
    return next sandbox.written_names(kinds, words, v_first, v_at);
    exit when v_at + 1 > v_last or words[v_at + 1] <> ',';
    v_at := v_at + 2;
  end loop;
end
$$;

comment on function sandbox.assigned_names is 'Returns what a part of a PL/pgSQL body assigns and what may grow by it.';

revoke all on function sandbox.assigned_names from public, anon, authenticated, service_role;
