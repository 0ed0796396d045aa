-- run_statement: Runs one statement that the guard accepted, as the app, and returns {command, columns, rows, row_count,
-- truncated, duration_ms}, with warnings if something was left out.
-- Called by: run_statements.
-- Errors: 25006 read_only, and what PostgreSQL raises.
create or replace function sandbox.run_statement(
  app_id bigint,
  statement sandbox.statement,
  read_only boolean,
  max_rows integer,
  max_bytes bigint
)
returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_started constant timestamp with time zone := clock_timestamp();
  v_answer json;
  v_rows bigint;
begin
  if read_only and statement.kind not in ('read', 'explain') then
    perform sandbox.refuse('read_only',
      format('%s changes something, and the call only reads', statement.command), 'Call without read_only.', '25006');
  elsif read_only then
    -- A query may call functions of the app that write. The setting ends with the subtransaction of run_statements.
    perform set_config('transaction_read_only', 'on', true);
  end if;
  -- access.count_bytes counts for one statement.
  perform set_config('appshard.collected_bytes', '', true);
  if statement.text = '' then
    -- Nothing is left of it but a trigger on auth.users; or its warnings say why.
    if statement.sign_up is not null then
      perform platform.set_sign_up_code(app_id, statement.sign_up[1], statement.sign_up[2]);
    end if;
    v_answer := '{"row_count": 0, "truncated": false, "rows": []}';
  elsif not statement.returns_rows then
    if statement.kind = 'ddl' then
      perform sandbox.run_ddl(app_id, sandbox.resolve_constraints(app_id, statement.text, statement.drops));
    else
      v_rows := sandbox.run_as_app(app_id, statement.text);
    end if;
    v_answer := json_build_object('row_count', coalesce(v_rows, 0), 'truncated', false, 'rows', '[]'::json);
  else
    -- A query runs in the _read executor, in which PostgreSQL itself prevents changes. EXPLAIN cannot run there: it is a utility
    -- command.
    execute format('select sandbox.%I($1, $2, $3)',
      platform.app_role(app_id) || case statement.kind when 'read' then '_read' else '_query' end)
      into v_answer using case
        -- With this many commas it may have many columns.
        when statement.kind = 'read' and char_length(statement.text) - char_length(replace(statement.text, ',', '')) >= 50
          then sandbox.bounded_query(app_id, statement.text, max_bytes)
        else statement.text
      end, max_rows, max_bytes;
  end if;
  return jsonb_build_object(
    'command', statement.command,
    'columns', case
      when not statement.returns_rows then '[]'
      when statement.kind = 'explain' then '[{"name": "QUERY PLAN", "type": "text"}]'
      else sandbox.result_columns(app_id, statement.text, v_answer -> 'names')
    end,
    'row_count', (v_answer ->> 'row_count')::bigint,
    'truncated', (v_answer ->> 'truncated')::boolean,
    'rows', v_answer -> 'rows',
    'duration_ms', round(1000 * extract(epoch from clock_timestamp() - v_started), 3)
  ) || case when statement.warnings is null then '{}' else jsonb_build_object('warnings', statement.warnings) end;
end
$$;

comment on function sandbox.run_statement is 'Runs one statement that the guard accepted, as the app.';

revoke all on function sandbox.run_statement from public, anon, authenticated, service_role;
