// The routes for tables, schemas and the trash.
import assert from 'node:assert/strict';
import { handlerOver, requestOf, TODOS } from '../_testing/fake_apps_platform.ts';
import { testRoutes } from '../_testing/route_tests.ts';

testRoutes([
  {
    method: 'POST',
    path: '/apps/57/tables',
    body: TODOS,
    answer: { full_name: 'app_57_todos' },
    call: ['create_table', { app_id: 57, spec: TODOS }],
    status: 201,
    expected: { table: { full_name: 'app_57_todos' } },
  },
  {
    method: 'GET',
    path: '/apps/57/tables',
    answer: { id: 57, name: 'Todos', tables: [{ name: 'todos' }] },
    call: ['describe_app', { app_id: 57 }],
    status: 200,
    expected: { tables: [{ name: 'todos' }] },
  },
  {
    method: 'GET',
    path: '/apps/57/tables/todos',
    answer: { name: 'todos' },
    call: ['describe_table', { app_id: 57, name: 'todos' }],
    status: 200,
    expected: { table: { name: 'todos' } },
  },
  {
    method: 'DELETE',
    path: '/apps/57/tables/todos',
    answer: { dropped: 'app_57_todos' },
    call: ['drop_table', { app_id: 57, name: 'todos' }],
    status: 200,
    expected: { dropped: 'app_57_todos' },
  },
  {
    method: 'PUT',
    path: '/apps/57/tables/todos?allow_destructive=true&dry_run=false',
    body: TODOS,
    answer: { table: { name: 'todos' } },
    call: ['alter_table', { app_id: 57, spec: TODOS, allow_destructive: true, dry_run: false }],
    status: 200,
    expected: { table: { name: 'todos' } },
  },
  {
    method: 'PUT',
    path: '/apps/57/tables/notes',
    body: TODOS,
    answer: { table: { name: 'todos' } },
    call: ['alter_table', { app_id: 57, spec: { ...TODOS, renamed_from: 'notes' } }],
    status: 200,
    expected: { table: { name: 'todos' } },
  },
  {
    method: 'GET',
    path: '/apps/57/schema',
    answer: { id: 57, tables: [] },
    call: ['describe_app', { app_id: 57 }],
    status: 200,
    expected: { id: 57, tables: [] },
  },
  {
    method: 'POST',
    path: '/apps/57/schema/plan',
    body: { spec: { tables: [TODOS] } },
    answer: { operations: [] },
    call: ['plan_schema', { app_id: 57, spec: { tables: [TODOS] } }],
    status: 200,
    expected: { operations: [] },
  },
  {
    method: 'POST',
    path: '/apps/57/schema',
    body: { spec: { tables: [TODOS] }, expected_fingerprint: 'f', allow_destructive: true, dry_run: true },
    answer: { schema_change: null },
    call: ['apply_schema', {
      app_id: 57,
      spec: { tables: [TODOS] },
      expected_fingerprint: 'f',
      allow_destructive: true,
      dry_run: true,
    }],
    status: 200,
    expected: { schema_change: null },
  },
  {
    method: 'GET',
    path: '/apps/57/schema/changes?limit=5&before=9',
    answer: { schema_changes: [{ id: 8 }], next_before_id: null },
    call: ['list_schema_changes', { app_id: 57, page_size: 5, before_id: 9 }],
    status: 200,
    expected: { schema_changes: [{ id: 8 }], next_before_id: null },
  },
  {
    method: 'POST',
    path: '/apps/57/schema/rollback',
    body: { schema_change_id: 8 },
    answer: { schema_change: { id: 10 } },
    call: ['rollback_schema_change', { app_id: 57, schema_change_id: 8 }],
    status: 200,
    expected: { schema_change: { id: 10 } },
  },
  {
    method: 'GET',
    path: '/apps/57/dropped',
    answer: [{ id: 3 }],
    call: ['list_dropped', { app_id: 57 }],
    status: 200,
    expected: { dropped: [{ id: 3 }] },
  },
  {
    method: 'POST',
    path: '/apps/57/dropped/3/restore',
    answer: { schema_change: { id: 11 } },
    call: ['restore_dropped', { app_id: 57, dropped_id: 3 }],
    status: 200,
    expected: { schema_change: { id: 11 } },
  },
]);

Deno.test('a reference to a table that only the database knows is accepted', async () => {
  const body = { name: 'a', columns: [{ name: 'b', type: 'uuid', references: { table: 'lists' } }] };
  const response = await handlerOver({}).handler(requestOf({ method: 'POST', path: '/apps/57/tables', body }));
  assert.equal(response.status, 201);
  await response.body?.cancel();
});
