import assert from 'node:assert/strict';
import { refusal } from '../_testing/fake_rpc.ts';
import { templateOf } from './templates.ts';
import { APPLIED, handlerOver, PLAN } from '../_testing/fake_schema_generate_platform.ts';

const { spec } = templateOf('todo');
const REHEARSAL = { app_id: 57, spec, expected_fingerprint: 'f1', allow_destructive: true, dry_run: true };

Deno.test('the list of templates names their tables and needs no model', async () => {
  const { status, body } = await handlerOver().send('/templates');
  assert.equal(status, 200);
  const todo = body.templates.find(({ name }: { name: string }) => name === 'todo');
  assert.deepEqual(Object.keys(todo), ['name', 'title', 'description', 'tables']);
  assert.deepEqual(todo.tables, ['lists', 'todos', 'steps']);
});

Deno.test('a template is returned with its spec', async () => {
  const { body } = await handlerOver().send('/templates/todo');
  assert.deepEqual([body.template.name, body.template.spec], ['todo', spec]);
});

Deno.test('a template is planned and rehearsed', async () => {
  const { send, calls } = handlerOver();
  assert.deepEqual(await send('/templates/todo', { app_id: 57 }), {
    status: 200,
    body: { spec, plan: PLAN, warnings: PLAN.warnings },
  });
  assert.deepEqual(calls, [['plan_schema', { app_id: 57, spec }], ['apply_schema', REHEARSAL]]);
});

Deno.test('a template is applied with the fingerprint of its plan', async () => {
  const { send, calls } = handlerOver();
  const { body } = await send('/templates/todo', { app_id: 57, apply: true });
  assert.deepEqual(body.applied, APPLIED);
  const { dry_run: _, ...rest } = REHEARSAL;
  assert.deepEqual(calls.at(-1), ['apply_schema', { ...rest, allow_destructive: false }]);
});

Deno.test('a template that would drop tables needs allow_destructive', async () => {
  const refused = refusal('PT409', 'destructive_change');
  const { send } = handlerOver({
    apply_schema: ({ allow_destructive: allowed }: { allow_destructive?: boolean }) => allowed ? APPLIED : refused,
  });
  const { status, body } = await send('/templates/todo', { app_id: 57, apply: true });
  assert.deepEqual([status, body.error.code], [409, 'destructive_change']);
  assert.equal((await send('/templates/todo', { app_id: 57, apply: true, allow_destructive: true })).status, 200);
});

for (const name of ['nope', 'Todo', '..%2Ftodo', '__proto__']) {
  Deno.test(`the template ${name} is not found`, async () => {
    const { send, calls } = handlerOver();
    for (const body of [undefined, { app_id: 57 }]) {
      // deno-lint-ignore no-await-in-loop
      const { status, body: { error } } = await send(`/templates/${name}`, body);
      assert.deepEqual([status, error.code], [404, 'template_not_found']);
    }
    assert.deepEqual(calls, []);
  });
}

Deno.test('a template cannot be applied without an app_id', async () => {
  const { status, body } = await handlerOver().send('/templates/todo', { apply: true });
  assert.deepEqual([status, body.error.code, body.error.path], [400, 'missing', 'app_id']);
});
