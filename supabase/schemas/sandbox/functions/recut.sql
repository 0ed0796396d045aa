-- recut: a statement's text as it is run, made of the submitted text by its cuts.
-- Errors: 22023 invalid_argument for a parameter that was not passed.
create or replace function sandbox.recut(sql text, cuts sandbox.cut[], parameters jsonb)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (
    select ltrim(string_agg(case
        when cut.parameter is not null then ' ' || sandbox.parameter_literal(parameters, cut.parameter::text)
        else concat(cut.fill, substr(sql, cut.start, cut.length))
      end, '' order by cut.position), e' \t\n\r\f\v')
    from unnest(cuts) with ordinality as cut (start, length, fill, parameter, position)
  );
end
$$;

comment on function sandbox.recut is 'A statement''s text made of the submitted text by its cuts.';

revoke all on function sandbox.recut from public, anon, authenticated, service_role;
