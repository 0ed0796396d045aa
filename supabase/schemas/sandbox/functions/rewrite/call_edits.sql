-- call_edits: Returns what replaces calls in a statement or in the body of a function. auth.uid() and its siblings become those of
-- access, for the app: the caller, if he is an active member of it. In CREATE and ALTER TABLE auth.uid() gets no argument. In what
-- stores a call of the app's own functions, the function of schema code is called, and not its wrapper; but a view calls the wrapper,
-- because anybody may read a view, and only the wrapper knows who may call the function (access.enter_code).
-- In a policy, calls whose arguments do not depend on the row become subselects, so that they run once per statement.
-- fill replaces the token at place; before and after are inserted around it.
-- ddl is the first words of a DDL statement, 'body' for the body of a function, or null.
-- Called by: rewrite.
create or replace function sandbox.call_edits(app_id bigint, kinds "char"[], words text[], ddl text)
returns table (place integer, fill text, before text, after text)
language plpgsql
immutable
rows 4
set search_path = pg_catalog, pg_temp
as $$
declare
  c_is_policy constant boolean := coalesce(ddl in ('create policy', 'alter policy'), false);
  v_at integer;
  v_first integer;
  v_close integer;
  v_is_once boolean;
begin
  foreach v_at in array array_positions(words, 'auth') loop
    continue when kinds[v_at] not in ('i', 'q') or words[v_at + 1] is distinct from '.';
    if words[v_at + 2] = 'users' then
      return query values (v_at, 'public', null::text, null::text), (v_at + 2, platform.app_object(app_id, 'users'), null, null);
      continue;
    end if;
    v_is_once := c_is_policy and words[v_at + 3:v_at + 4] = '{(,)}'
      and coalesce(words[v_at - 2:v_at - 1] <> '{(,select}' or words[v_at + 5] <> ')', true);
    return query values (v_at, 'access', case when v_is_once then '(select ' end, null);
    if words[v_at + 2] in ('uid', '"uid"') then
      return query values (v_at + 2, 'user_id', null::text, null::text);
    end if;
    if words[v_at + 3:v_at + 4] = '{(,)}' then
      return query values (v_at + 3, case
          when coalesce(ddl in ('create table', 'alter table'), false) and words[v_at + 2] in ('uid', '"uid"') then '('
          else '(' || app_id
        end, null::text, null::text), (v_at + 4, ')', null, case when v_is_once then ')' end);
    end if;
  end loop;

  if ddl is null or ddl !~ '^(?:body|create .*(?:trigger|table|policy)|alter (?:table|policy))$' then
    return;
  end if;
  for v_at in select called from sandbox.own_calls(app_id, words) as called loop
    v_first := case when words[v_at - 2:v_at - 1] = '{public,.}' then v_at - 2 else v_at end;
    v_close := sandbox.closing_bracket(words, v_at + 1);
    v_is_once := c_is_policy and coalesce(words[v_first - 2:v_first - 1] <> '{(,select}' or words[v_close + 1] <> ')', true)
      and sandbox.is_constant(app_id, kinds, words, v_at + 2, v_close - 1);
    return query values (v_first, case when v_first < v_at then 'code' end,
      concat(case when v_is_once then '(select ' end, case when v_first = v_at then 'code.' end), null::text);
    if v_is_once then
      return query values (v_close, null::text, null::text, ')');
    end if;
  end loop;
end
$$;

comment on function sandbox.call_edits is 'Returns what replaces calls in a statement or in the body of a function.';

revoke all on function sandbox.call_edits from public, anon, authenticated, service_role;
