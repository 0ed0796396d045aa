-- bounded_forms: Returns replacements for tokens of a statement that let a short text take much memory: the operator || becomes that
-- of schema access, which counts what it builds, and NOT MATERIALIZED is left out, because PostgreSQL would plan a query again for
-- each place that names it, and those in it.
-- Called by: rewrite.
create or replace function sandbox.bounded_forms(texts text[], words text[])
returns table (place integer, fill text)
language plpgsql
immutable
rows 8
set search_path = pg_catalog, pg_temp
as $$
declare
  -- What continues an operator, if no space or comment is before it.
  c_operator constant text := '^(?!--|/[*])[-+*/<>=~!@#%^&|`?]';
begin
  if '|' = any (words) then
    return query
      select half.place, half.fill
      from generate_subscripts(words, 1) as at (place)
      cross join lateral (values
        (at.place, case when words[at.place - 2] = 'operator' then 'access.||' else ' operator(access.||)' end), (at.place + 1, '')
      ) as half (place, fill)
      where words[at.place] = '|' and texts[at.place + 1] = '|'
        -- The operator has no other character: || is not the beginning of ||/, and |/ not its end.
        and coalesce(texts[at.place + 2], '') !~ c_operator
        and not (texts[at.place] = '|' and coalesce(words[at.place - 1], '') ~ '^[-+*/<>=~!@#%^&|`?]$');
  end if;
  return query
    select half.place, ''
    from generate_subscripts(words, 1) as at (place)
    cross join lateral (values (at.place), (at.place + 1)) as half (place)
    where words[at.place] = 'not' and words[at.place + 1] = 'materialized' and words[at.place - 1] = 'as' and words[at.place + 2] = '(';
end
$$;

comment on function sandbox.bounded_forms is 'Returns replacements for tokens that let a short text take much memory.';

revoke all on function sandbox.bounded_forms from public, anon, authenticated, service_role;
