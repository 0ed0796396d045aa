-- own_calls: Returns the positions of the names of the app's functions that are called: a name with the app's prefix before (,
-- unless it names a table there, or a common table expression or an alias with its columns.
-- Called by: call_edits, check_calls, check_create_function and read_sql_body.
create or replace function sandbox.own_calls(app_id bigint, words text[])
returns setof integer
language plpgsql
immutable
rows 2
set search_path = pg_catalog, pg_temp
as $$
declare
  v_prefix constant text := platform.app_object(app_id, '');
  v_at integer;
  v_before text;
  v_close integer;
begin
  foreach v_at in array array_positions(words, '(') loop
    v_at := v_at - 1;
    continue when v_at < 1 or not starts_with(words[v_at], v_prefix);
    v_before := case when words[v_at - 2:v_at - 1] = '{public,.}' then words[v_at - 3] else words[v_at - 1] end;
    continue when coalesce(v_before in ('table', 'exists', 'references', 'into', 'view', 'only', 'update', 'as', '.', 'type'), false);
    if coalesce(v_before in ('with', 'recursive', ','), false) then
      v_close := sandbox.closing_bracket(words, v_at + 1);
      continue when words[v_close + 1] = 'as' and (words[v_close + 2] in ('not', 'materialized')
        or words[v_close + 2] = '(' and words[v_close + 3] in ('select', 'with', 'values', 'insert', 'update', 'delete', 'merge', '('));
    end if;
    return next v_at;
  end loop;
end
$$;

comment on function sandbox.own_calls is 'Returns the positions of the names of the app''s functions that are called.';

revoke all on function sandbox.own_calls from public, anon, authenticated, service_role;
