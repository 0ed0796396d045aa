import assert from 'node:assert/strict';
import { refusal } from '../_testing/fake_rpc.ts';
import { DONE, handlerOver } from '../_testing/fake_sql_platform.ts';

Deno.test('POST /sql runs accepted SQL with the given options', async () => {
  const { send, calls } = handlerOver();
  const sql = 'select count(*) as n from app_57_todos where text = $1';
  const options = { read_only: true, parameters: ['x'], max_rows: 5 };
  assert.deepEqual(await send('/sql', { app_id: 57, sql, options }), { status: 200, body: DONE });
  assert.deepEqual(calls, [['exec_sql', { app_id: 57, sql, options }]]);
});

Deno.test('POST /sql without options sends empty options', async () => {
  const { send, calls } = handlerOver();
  await send('/sql', { app_id: 57, sql: 'select 1' });
  assert.deepEqual(calls, [['exec_sql', { app_id: 57, sql: 'select 1', options: {} }]]);
});

Deno.test('SQL that the parse-tree guard refuses is recorded by its reason and not run', async () => {
  const { send, calls } = handlerOver();
  const { status, body } = await send('/sql', { app_id: 57, sql: 'select * from app_58_todos' });
  assert.equal(status, 403);
  assert.equal(body.error.code, 'foreign_name');
  assert.match(body.error.message, /app_58_todos/);
  assert.match(body.error.hint, /app_57_todos/);
  assert.deepEqual(calls, [
    ['record_refusal', { app_id: 57, sql: 'select * from app_58_todos', reason: 'foreign_name' }],
  ]);
});

const definition = (body: string) =>
  `create function app_57_f() returns int language plpgsql as $é$\nbegin\n  ${body}\nend $é$`;

Deno.test('POST /sql runs the definition of a function, whose body was parsed as PL/pgSQL', async () => {
  const { send, calls } = handlerOver();
  const sql = definition('return (select count(*) from app_57_todos);');
  assert.equal((await send('/sql', { app_id: 57, sql })).status, 200);
  assert.deepEqual(calls, [['exec_sql', { app_id: 57, sql, options: {} }]]);
});

for (
  const [body, code, text] of [
    ["execute 'drop table app_58_todos';", 'statement_refused', 'execute'],
    ['return (select count(*) from app_58_todos);', 'foreign_name', 'app_58_todos'],
    ["raise sqlstate 'PGRST';", 'option_refused', 'PGRST'],
    ["perform set_config('role', 'postgres', false);", 'function_refused', 'set_config'],
  ] as const
) {
  Deno.test(`POST /sql refuses the body ${body} with ${code} and its place`, async () => {
    const { send, calls } = handlerOver();
    const sql = definition(body);
    const { status, body: answer } = await send('/sql', { app_id: 57, sql });
    assert.equal(status, 403);
    assert.equal(answer.error.code, code);
    const [{ line, position }] = answer.error.refusals;
    assert.deepEqual([line, position], [3, sql.indexOf(text) + 1]);
    assert.deepEqual(calls.map(([name]) => name), ['record_refusal']);
  });
}

Deno.test('a refusal is returned even if it cannot be recorded', async () => {
  const { send } = handlerOver({ record_refusal: refusal('PT404', 'app_not_found') });
  const { body } = await send('/sql', { app_id: 57, sql: 'select * from app_58_todos' });
  assert.equal(body.error.code, 'foreign_name');
});

for (const sqlstate of ['57014', '25P04']) {
  Deno.test(`a timeout with SQLSTATE ${sqlstate} that lost its audit row is recorded`, async () => {
    const { send, calls } = handlerOver({ exec_sql: refusal(sqlstate, '') });
    const { status, body } = await send('/sql', { app_id: 57, sql: 'select 1' });
    assert.deepEqual([status, body.error.code, body.error.sqlstate], [504, 'timed_out', '57014']);
    assert.deepEqual(calls.at(-1), ['record_refusal', { app_id: 57, sql: 'select 1', reason: 'timed_out' }]);
  });
}

Deno.test('a timeout that the database recorded is not recorded again', async () => {
  const { send, calls } = handlerOver({ exec_sql: refusal('57014', 'timed_out') });
  await send('/sql', { app_id: 57, sql: 'select 1' });
  assert.equal(calls.length, 1);
});

for (
  const [sqlstate, details, status] of [
    ['42501', 'foreign_name', 403],
    ['42P01', 'sql_error', 400],
    ['42601', 'sql_unreadable', 400],
    ['22012', 'sql_error', 400],
    ['23505', 'sql_error', 409],
    ['0A000', 'sql_error', 400],
    ['25006', 'read_only', 400],
    ['54001', 'too_deep', 400],
    ['57014', 'timed_out', 504],
    ['53200', 'sql_error', 503],
    ['PT404', 'app_not_found', 404],
    ['PT429', 'too_many_queries', 429],
  ] as const
) {
  for (const how of ['thrown', 'returned']) {
    Deno.test(`${details} ${how} by the database with SQLSTATE ${sqlstate} is passed on with status ${status}`, async () => {
      const answer = how === 'thrown'
        ? refusal(sqlstate, details)
        : { code: sqlstate, message: 'No', details, hint: 'Do otherwise.' };
      const { send, reports } = handlerOver({ exec_sql: answer });
      const { status: got, body } = await send('/sql', { app_id: 57, sql: 'select 1' });
      assert.equal(got, status);
      assert.deepEqual(body.error, { code: details, message: 'No', hint: 'Do otherwise.', sqlstate });
      assert.equal(reports.length, status >= 500 ? 1 : 0);
    });
  }
}

Deno.test('an unexpected error is internal, and the caller does not get its message', async () => {
  const { send, reports } = handlerOver({ exec_sql: new Error('secret detail') });
  const { status, body } = await send('/sql', { app_id: 57, sql: 'select 1' });
  assert.equal(status, 500);
  assert.equal(body.error.code, 'internal');
  assert.doesNotMatch(JSON.stringify(body), /secret detail/);
  assert.equal(reports.length, 1);
});

Deno.test('POST /sql/explain returns the plan without running the statement', async () => {
  const plan = [{ Plan: { 'Node Type': 'Seq Scan' } }];
  const answer = { results: [{ command: 'EXPLAIN', columns: [], rows: [{ 'QUERY PLAN': plan }] }], duration_ms: 2 };
  const { send, calls } = handlerOver({ exec_sql: answer });
  const sql = 'select * from app_57_todos -- all';
  assert.deepEqual(await send('/sql/explain', { app_id: 57, sql }), { status: 200, body: { plan, duration_ms: 2 } });
  assert.deepEqual(calls, [['exec_sql', {
    app_id: 57,
    sql: `explain (format json) ${sql}`,
    options: { read_only: true },
  }]]);
});

for (
  const [sql, status, code] of [
    ['delete from app_57_todos', 400, 'read_only'],
    ['with x as (delete from app_57_todos returning *) select * from x', 400, 'read_only'],
    ['select * from app_57_todos for update', 400, 'read_only'],
    ['create table app_57_x (x int)', 400, 'read_only'],
    ['explain select 1', 400, 'read_only'],
    ['select 1; select 2', 400, 'one_statement'],
    ['analyze select 1', 400, 'sql_unreadable'],
    ['(analyze) select 1', 400, 'sql_unreadable'],
    ['select * from app_58_todos', 403, 'foreign_name'],
  ] as const
) {
  Deno.test(`POST /sql/explain refuses ${sql} with ${code}`, async () => {
    const { send, calls } = handlerOver();
    const { status: got, body } = await send('/sql/explain', { app_id: 57, sql });
    assert.equal(body.error.code, code);
    assert.equal(got, status);
    assert.deepEqual(calls.map(([name]) => name), ['record_refusal']);
  });
}

Deno.test('GET /sql/history returns a page of the history', async () => {
  const page = { entries: [{ id: 9 }], next_before_id: null };
  const { send, calls } = handlerOver({ sql_history: page });
  assert.deepEqual(await send('/sql/history?app_id=57&before=10&limit=5'), { status: 200, body: page });
  assert.deepEqual(await send('/sql/history?app_id=57'), { status: 200, body: page });
  assert.deepEqual(calls, [
    ['sql_history', { app_id: 57, before_id: 10, page_size: 5 }],
    ['sql_history', { app_id: 57 }],
  ]);
});

for (
  const [path, body, code, at] of [
    ['/sql', { app_id: 57 }, 'missing', 'sql'],
    ['/sql', { app_id: '57', sql: 'select 1' }, 'invalid_type', 'app_id'],
    ['/sql', { app_id: 0, sql: 'select 1' }, 'invalid_value', 'app_id'],
    ['/sql', { app_id: 57, sql: 'select 1', read_only: true }, 'unknown_field', 'read_only'],
    ['/sql', { app_id: 57, sql: 'select 1', options: [] }, 'invalid_type', 'options'],
    ['/sql/explain', { app_id: 57, sql: 1 }, 'invalid_type', 'sql'],
    ['/sql/generate', { app_id: 57, question: ' ' }, 'invalid_value', 'question'],
    ['/sql/generate', { app_id: 57, question: 'x'.repeat(4_001) }, 'invalid_value', 'question'],
    ['/sql/history?app_id=x', undefined, 'invalid_value', 'app_id'],
    ['/sql/history', undefined, 'missing', 'app_id'],
  ] as const
) {
  Deno.test(`${path} refuses the body ${JSON.stringify(body)?.slice(0, 80) ?? '(none)'} with ${code}`, async () => {
    const { send, calls } = handlerOver();
    const { status, body: { error } } = await send(path, body);
    assert.equal(error.code, code);
    assert.equal(error.path, at);
    assert.equal(status, 400);
    assert.deepEqual(calls, []);
  });
}
