-- error_json: Returns refusals as PostgREST would return the first, {code, message, details, hint}, and sets the HTTP status
-- for it. details is the guard's stable reason, timed_out for a query that was cancelled, or sql_error for other errors of
-- PostgreSQL. Unless the error does not concern the SQL, refusals has all of them, at most 100, as {statement, line, position,
-- sqlstate, reason, message, hint}, and refusal_count their number. Statements, lines and characters are counted from 1.
-- Called by: platform.exec_sql and platform.check_sql.
create or replace function sandbox.error_json(app_id bigint, sql text, refusals sandbox.refusal[])
returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_first constant sandbox.refusal := refusals[1];
  -- The app writes its functions without the schema.
  v_prefix constant text := platform.app_object(app_id, '');
  v_listed jsonb;
begin
  perform set_config('response.status', case
      when v_first.code ~ '^PT[0-9]{3}$' then substr(v_first.code, 3)
      when v_first.code in ('42501') then '403'
      when v_first.code in ('23503', '23505') then '409'
      when v_first.code = '57014' and v_first.detail is distinct from 'result_too_large' then '504'
      when v_first.code ~ '^(?:53|55P03)' then '503'
      else '400'
    end, true);
  select jsonb_agg(jsonb_build_object(
      'statement', refusal.statement,
      'line', 1 + char_length(left(sql, refusal.position - 1)) - char_length(replace(left(sql, refusal.position - 1), e'\n', '')),
      'position', refusal.position,
      'sqlstate', refusal.code,
      'reason', case
        when platform.is_reason(refusal.detail) then refusal.detail
        when refusal.code = '57014' then 'timed_out'
        when refusal.code = '54000' and refusal.message like 'index row %' then 'too_long_for_index'
        else 'sql_error'
      end,
      'message', replace(refusal.message, 'code.' || v_prefix, v_prefix),
      'hint', case
        when platform.is_reason(refusal.detail) and refusal.hint <> '' then refusal.hint
        else replace(sandbox.error_hint(app_id, refusal.code, refusal.message, refusal.detail, refusal.hint), 'code.' || v_prefix, v_prefix)
      end
    ) order by listed.number)
  into v_listed
  from unnest(refusals[:100]) with ordinality as listed (statement, "position", code, message, detail, hint, inside, number)
  cross join lateral (select listed.*) as refusal;
  return jsonb_build_object(
    'code', v_first.code, 'message', v_listed #> '{0,message}', 'details', v_listed #> '{0,reason}', 'hint', v_listed #> '{0,hint}'
  ) || case when v_first.position is null then '{}'
    else jsonb_build_object('refusals', v_listed, 'refusal_count', cardinality(refusals)) end;
end
$$;

comment on function sandbox.error_json is 'Returns refusals as PostgREST would return the first, and sets the HTTP status.';

revoke all on function sandbox.error_json from public, anon, authenticated, service_role;
