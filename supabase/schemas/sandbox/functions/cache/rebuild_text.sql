-- rebuild_text: a statement's text as it is run, made of the submitted text by its segments.
-- Errors: 22023 invalid_argument for a parameter that was not passed.
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

comment on function sandbox.rebuild_text is 'A statement''s text made of the submitted text by its segments.';

revoke all on function sandbox.rebuild_text from public, anon, authenticated, service_role;
