-- rebuild_text: Rebuilds the SQL that is run for a statement from the submitted SQL and the statement's segments.
-- Called by: read_guard_cache and write_guard_cache.
-- Errors: 22023 invalid_argument for a parameter without a value.
create or replace function sandbox.rebuild_text(sql text, segments sandbox.segment[], parameters jsonb)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (
    select ltrim(string_agg(case
        when segment.parameter is not null then ' ' || sandbox.parameter_literal(parameters, segment.parameter::text)
        else concat(segment.fill, substr(sql, segment.start, segment.length))
      end, '' order by segment.position), e' \t\n\r\f\v')
    from unnest(segments) with ordinality as segment (start, length, fill, parameter, position)
  );
end
$$;

comment on function sandbox.rebuild_text is 'Rebuilds the SQL that is run for a statement from the submitted SQL and its segments.';

revoke all on function sandbox.rebuild_text from public, anon, authenticated, service_role;
