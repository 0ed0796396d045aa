-- check_size: bounds a text's statements and nesting, before PostgreSQL's own parser has to bear them.
-- Errors: 54000 too_many_statements, 54001 too_deep.
create or replace function sandbox.check_size(tokens sandbox.token[])
returns void
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_statements bigint;
  v_depth bigint;
begin
  select count(*) filter (where token.word = ';'), max(token.depth) into v_statements, v_depth
  from (
    select word, sum(case when word in ('(', '[') then 1 when word in (')', ']') then -1 else 0 end) over (order by position) as depth
    from unnest(tokens) with ordinality as each (kind, text, word, position)
    where kind = 'o' and word in ('(', ')', '[', ']', ';')
  ) as token;
  if v_statements > 200 then
    perform sandbox.refuse('too_many_statements', 'it has more than 200 statements', 'Send it in several calls.', '54000');
  elsif v_depth > 100 then
    perform sandbox.refuse('too_deep', 'its brackets are nested more than 100 deep', 'Write it flatter.', '54001');
  end if;
end
$$;

comment on function sandbox.check_size is 'Bounds a text''s statements and nesting.';

revoke all on function sandbox.check_size from public, anon, authenticated, service_role;
