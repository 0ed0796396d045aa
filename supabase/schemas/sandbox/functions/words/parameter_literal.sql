-- parameter_literal: a parameter ($1 is the first of the JSON array) as a literal of no type yet, as a bound parameter would be.
-- Errors: 22023 invalid_argument where there is no such parameter.
create or replace function sandbox.parameter_literal(parameters jsonb, number text)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  if char_length(number) > 4 or number::integer not between 1 and jsonb_array_length(parameters) then
    perform sandbox.refuse('invalid_argument', format('$%s has no parameter', left(number, 10)), 'Pass as many parameters as the text names.', '22023');
  end if;
  return case jsonb_typeof(parameters -> (number::integer - 1))
    -- What stands right behind it is no part of the word.
    when 'null' then 'null '
    else quote_literal(parameters ->> (number::integer - 1))
  end;
end
$$;

comment on function sandbox.parameter_literal is 'A parameter as a literal.';

revoke all on function sandbox.parameter_literal from public, anon, authenticated, service_role;
