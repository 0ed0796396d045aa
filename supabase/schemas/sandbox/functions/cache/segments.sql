-- segments: Returns, for the guard cache, the segments from which the SQL that is run for a statement can be rebuilt.
-- Unchanged tokens become ranges of the submitted SQL; only what the guard inserted is stored as text. Null if there would
-- be more than 50.
-- pieces are those of the statement, start is the position of its first character in the submitted SQL.
-- Called by: check_statement.
create or replace function sandbox.segments(kinds "char"[], texts text[], words text[], replacements text[], pieces text[], start integer)
returns sandbox.segment[]
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_segments sandbox.segment[];
begin
  if replacements is null and not 'p' = any (kinds) and texts = pieces then
    return array[row(start, char_length(array_to_string(pieces, '')), null, null)::sandbox.segment];
  end if;
  select array_agg(row(run.start, run.length, run.fill, run.parameter)::sandbox.segment order by run.first) into v_segments
  from (
    select min(token.position) as first, min(token.start) as start, sum(token.length)::integer as length, min(token.fill) as fill,
      min(token.parameter) as parameter
    from (
      select *, case when broken.parameter is null and broken.fill is null then
          broken.position - row_number() over (partition by broken.parameter is null and broken.fill is null order by broken.position)
        end as island
      from (
        select token.position, case when token.kind = 'p' then substr(token.word, 2, 5)::integer end as parameter,
          -- A comment before a token became one character: the fill inserts it, and the range covers only the token.
          case
            when token.kind = 'p' then null
            when token.fill is not null then token.fill
            when token.text <> token.piece then left(token.text, 1)
          end as fill,
          case when token.kind <> 'p' and token.fill is null then
            segments.start + token.ends
              - case when token.text = token.piece then char_length(token.piece) else char_length(token.text) - 1 end
          end::integer as start,
          case when token.kind <> 'p' and token.fill is null then
            case when token.text = token.piece then char_length(token.piece) else char_length(token.text) - 1 end
          end as length
        from (
          select *, sum(char_length(piece)) over (order by position) as ends
          from unnest(kinds, texts, words, replacements, pieces) with ordinality as each (kind, text, word, fill, piece, position)
        ) as token
      ) as broken
    ) as token
    group by token.island, case when token.island is null then token.position end
  ) as run;
  return case when cardinality(v_segments) <= 50 then v_segments end;
end
$$;

comment on function sandbox.segments is 'Returns the segments from which a statement can be rebuilt, or null if there are too many.';

revoke all on function sandbox.segments from public, anon, authenticated, service_role;
