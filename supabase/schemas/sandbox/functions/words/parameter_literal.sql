-- parameter_literal: Returns a parameter ($1 is the first of the JSON array) as a literal of unknown type, as a bound
-- parameter would be.
-- Called by: assemble and rebuild_text.
-- Errors: 22023 invalid_argument if there is no such parameter.
create or replace function sandbox.parameter_literal(parameters jsonb, number text)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  if char_length(number) > 4 or number::integer not between 1 and jsonb_array_length(parameters) then
    perform sandbox.refuse('invalid_argument', format('no value was passed for $%s', left(number, 10)),
      'Pass a value for every parameter that the SQL uses.', '22023');
  end if;
  return case jsonb_typeof(parameters -> (number::integer - 1))
    -- The space keeps what directly follows from becoming part of the word.
    when 'null' then 'null '
    else quote_literal(parameters ->> (number::integer - 1))
  end;
end
$$;

comment on function sandbox.parameter_literal is 'Returns a parameter as a literal.';

revoke all on function sandbox.parameter_literal from public, anon, authenticated, service_role;
