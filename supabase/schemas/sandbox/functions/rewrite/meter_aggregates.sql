-- meter_aggregates: Returns what is inserted into a statement so that access.metered counts everything that an aggregate,
-- array(select …) or a function of any number of arguments collects: before or after the tokens at these positions.
-- Called by: rewrite.
create or replace function sandbox.meter_aggregates(kinds "char"[], words text[])
returns table (place integer, before text, after text)
language plpgsql
immutable
rows 8
set search_path = pg_catalog, pg_temp
as $$
begin
  return query
    select edges.place, string_agg(edges.before, ''), string_agg(edges.after, '')
    from unnest(kinds, words) with ordinality as token (kind, word, position)
    cross join lateral sandbox.collected_expressions(kinds, words, token.position::integer) as collected
    cross join lateral (values
      (collected.first - 1, null, case
        when token.word = 'array' then 'select access.metered(collected.value) from ('
        when collected.is_literal then ' access.metered(('
        else ' access.metered('
      end),
      -- A literal gets a type, because anyelement accepts none without.
      (collected.last + 1, case
        when token.word = 'array' then ') as collected (value)'
        when collected.is_literal then ')::text)'
        else ')'
      end, null)
    ) as edges (place, before, after)
    where token.kind in ('i', 'q') and words[token.position + 1] = '(' and words[token.position - 1] is distinct from '.'
      and trim(token.word, '"') in (
        'string_agg', 'array_agg', 'range_agg', 'json_agg', 'jsonb_agg', 'json_object_agg', 'jsonb_object_agg', 'array',
        'concat', 'concat_ws', 'format', 'json_build_array', 'jsonb_build_array', 'json_build_object', 'jsonb_build_object')
    group by edges.place;
end
$$;

comment on function sandbox.meter_aggregates is 'Returns what is inserted so that what aggregates collect is counted.';

revoke all on function sandbox.meter_aggregates from public, anon, authenticated, service_role;
