-- is_constant: Returns whether expressions do not depend on a row: they consist of literals, casts, auth.uid() and its siblings,
-- and calls of the app's own functions with such arguments. Anything else might be a column.
-- Called by: call_edits.
create or replace function sandbox.is_constant(app_id bigint, kinds "char"[], words text[], first integer, last integer)
returns boolean
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return not exists (
    select from generate_series(first, last) as place
    where kinds[place] in ('i', 'q')
      and not (
        (kinds[place] = 'i' and words[place] in ('select', 'null', 'true', 'false', 'array'))
        or (words[place] = 'auth' and words[place + 1] = '.')
        or words[place - 2:place - 1] = '{auth,.}'
        -- A type, also public.app_57_kind, or what is before it.
        or words[place - 2:place - 1] = '{:,:}'
        or (words[place - 1] = '.' and words[place - 4:place - 2] = '{:,:,public}')
        or (words[place] = 'public' and words[place + 1] = '.' and words[place + 3] = '(')
        or (starts_with(words[place], platform.app_object(app_id, '')) and words[place + 1] = '(')
        -- name => value
        or words[place + 1:place + 2] in ('{=,>}', '{:,=}')
      )
  );
end
$$;

comment on function sandbox.is_constant is 'Returns whether expressions do not depend on a row.';

revoke all on function sandbox.is_constant from public, anon, authenticated, service_role;
