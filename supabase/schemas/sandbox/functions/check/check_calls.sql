-- check_calls: Refuses a call of the app's own functions where no limit of the app holds: in an index and in a generated column, which
-- PostgreSQL also evaluates by itself.
-- Called by: check_statement.
-- Errors: 42501 option_refused.
create or replace function sandbox.check_calls(app_id bigint, words text[], statement text)
returns void
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_at integer;
begin
  if statement in ('create index', 'create unique index') then
    -- The first parenthesis follows the name of the table.
    select min(called) into v_at from sandbox.own_calls(app_id, words) as called where called >= array_position(words, '(');
  elsif statement in ('create table', 'alter table') and words @> '{generated,always,as}' then
    select min(called) into v_at
    from sandbox.own_calls(app_id, words) as called, unnest(array_positions(words, 'generated')) as place
    where words[place:place + 3] = '{generated,always,as,(}'
      and called between place and sandbox.closing_bracket(words, place + 3);
  end if;
  if v_at is not null then
    perform sandbox.refuse('option_refused', format('an index or a generated column cannot call "%s"', left(words[v_at], 80)),
      'Write the expression itself, or let a trigger fill a column.', at => v_at);
  end if;
end
$$;

comment on function sandbox.check_calls is 'Refuses a call of the app''s own functions in an index or a generated column.';

revoke all on function sandbox.check_calls from public, anon, authenticated, service_role;
