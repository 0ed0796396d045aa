-- statement_refusals: Returns every refusal of one statement, with the position of its token: each name that leads out of the
-- app, once, and the first of the checkers' refusals. It accepts nothing: check_statement's result is discarded.
-- If the statement's kind is not allowed, its names do not matter.
-- Called by: refusals.
create or replace function sandbox.statement_refusals(app_id bigint, kinds "char"[], texts text[], words text[], parameters jsonb)
returns setof sandbox.refusal
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_statement sandbox.refusal;
  v_name sandbox.refusal;
  v_problem record;
  v_at text;
  v_taken integer[] := '{}';
begin
  begin
    perform sandbox.check_statement(app_id, kinds, texts, words, parameters, null, null);
  exception when others then
    get stacked diagnostics v_statement.code = returned_sqlstate, v_statement.message = message_text,
      v_statement.detail = pg_exception_detail, v_statement.hint = pg_exception_hint, v_at = column_name;
    -- A parameter without a value.
    v_statement.inside := nullif(split_part(v_at, '+', 2), '')::integer;
    v_statement.position := coalesce(nullif(split_part(v_at, '+', 1), '')::integer,
      array_position(words, substring(v_statement.message from '\$[0-9]+$')), 1);
  end;
  if v_statement.detail is distinct from 'statement_refused' then
    for v_problem in
      select min(found.at) as at, found.word, found.problem
      from sandbox.name_problems(app_id, kinds, words) as found
      group by found.word, found.problem order by 1
    loop
      begin
        perform sandbox.refuse_name(app_id, v_problem.problem, v_problem.word, v_problem.at);
      exception when others then
        get stacked diagnostics v_name.code = returned_sqlstate, v_name.message = message_text,
          v_name.detail = pg_exception_detail, v_name.hint = pg_exception_hint;
        v_name.position := v_problem.at;
        v_taken := v_taken || v_problem.at;
        return next v_name;
      end;
    end loop;
  end if;
  if v_statement.code is not null and v_statement.position <> all (v_taken) then
    return next v_statement;
  end if;
end
$$;

comment on function sandbox.statement_refusals is 'Returns every refusal of one statement.';

revoke all on function sandbox.statement_refusals from public, anon, authenticated, service_role;
