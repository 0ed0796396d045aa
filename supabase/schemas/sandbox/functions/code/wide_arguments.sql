-- wide_arguments: Returns the arguments of a function, as $1, whose values may be long: all that are passed, except those of a type of
-- a fixed size.
-- Called by: function_ddl.
create or replace function sandbox.wide_arguments(words text[], kinds "char"[])
returns text[]
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_wide text[] := '{}';
  v_number integer := 0;
  v_depth integer := 0;
  v_argument text := '';
begin
  for v_at in 1 .. cardinality(words) + 1 loop
    v_depth := v_depth + case when words[v_at] in ('(', '[') then 1 when words[v_at] in (')', ']') then -1 else 0 end;
    if v_at <= cardinality(words) and not (v_depth = 0 and words[v_at] = ',') then
      v_argument := v_argument || ' ' || words[v_at];
      continue;
    end if;
    if v_argument <> '' and v_argument !~ '^ out ' then
      v_number := v_number + 1;
      if regexp_replace(v_argument, ' (?:default|=) .*$', '') !~ (' (?:uuid|int|integer|int[248]|bigint|smallint|boolean|bool|date|time|'
        || 'timestamptz|timestamp(?: with(?:out)? time zone)?|real|double precision|float[48]?)$') then
        v_wide := v_wide || ('$' || v_number);
      end if;
    end if;
    v_argument := '';
  end loop;
  return v_wide;
end
$$;

comment on function sandbox.wide_arguments is 'Returns the arguments of a function whose values may be long.';

revoke all on function sandbox.wide_arguments from public, anon, authenticated, service_role;
