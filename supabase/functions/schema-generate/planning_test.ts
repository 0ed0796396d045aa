import assert from 'node:assert/strict';
import { says, withModel } from '../_testing/fake_model.ts';
import { refusal } from '../_testing/fake_rpc.ts';
import { DESCRIBED, handlerOver, PLAN, SPEC } from '../_testing/fake_schema_generate_platform.ts';

const SAID = { explanation: 'Todos of each person.', ...SPEC };
const WISH = { app_id: 57, prompt: 'A todo list' };

Deno.test('a valid spec that the database cannot plan goes back to the model', async () => {
  let plans = 0;
  await withModel([says(SAID), says(SAID)], async (model, asked) => {
    const refused = refusal('22023', 'unsupported_type_change', 'Cannot change "lists.title" from text to boolean');
    const { send } = handlerOver({ plan_schema: () => (plans += 1) === 1 ? refused : PLAN }, model);
    const { status, body } = await send('', WISH);
    assert.deepEqual([status, body.attempts], [200, 2]);
    assert.match(asked[1]?.body.messages.at(-1)?.content ?? '', /unsupported_type_change.*lists\.title/);
  });
});

Deno.test('a failed cast tells the model the column but no row', async () => {
  const failed = refusal('22P02', 'cast_failed', 'Row 7 holds "a secret of somebody"');
  const operations = [{ op: 'change_type', table: 'lists', column: 'title' }, { op: 'create_table', table: 'todos' }];
  await withModel(Array.from({ length: 9 }, () => says(SAID)), async (model, asked) => {
    const { send, recorded, names } = handlerOver(
      { plan_schema: { ...PLAN, operations }, apply_schema: failed },
      model,
    );
    const { status, body } = await send('', { ...WISH, apply: true });
    assert.deepEqual([status, body.error.code, body.attempts], [400, 'cast_failed', 4]);
    assert.match(body.error.message, /Row 7/);
    assert.deepEqual(body.spec, SPEC);
    const told = asked[3]?.body.messages.at(-1)?.content ?? '';
    assert.match(told, /"reason":"cast_failed","table":"lists","column":"title"/);
    assert.doesNotMatch(told, /"table":"todos"/);
    assert.doesNotMatch(JSON.stringify(asked), /a secret of somebody/);
    assert.deepEqual(recorded().map(({ outcome }) => outcome), ['cast_failed']);
    assert.equal(names().filter((name) => name === 'apply_schema').length, 4);
  });
});

for (
  const [sqlstate, details, status] of [
    ['PT404', 'app_not_found', 404],
    ['PT409', 'app_not_active', 409],
    ['55P03', 'lock_not_available', 503],
    ['PT409', 'table_limit_reached', 409],
  ] as const
) {
  Deno.test(`${details} ends the request without another answer of the model`, async () => {
    await withModel([says(SAID)], async (model, asked) => {
      const { send, recorded } = handlerOver({ plan_schema: refusal(sqlstate, details) }, model);
      const { status: got, body } = await send('', WISH);
      assert.deepEqual([got, body.error.code, asked.length, body.spec], [status, details, 1, SPEC]);
      assert.deepEqual(recorded().map(({ outcome }) => outcome), [details]);
    });
  });
}

for (const details of ['destructive_change', 'plan_outdated']) {
  Deno.test(`${details} is returned with the plan that was not applied`, async () => {
    await withModel([says(SAID)], async (model) => {
      const refused = refusal('PT409', details);
      const { send, recorded } = handlerOver({
        apply_schema: ({ dry_run: dry }: { dry_run?: boolean }) => dry ? {} : refused,
      }, model);
      const { status, body } = await send('', { ...WISH, apply: true });
      assert.deepEqual([status, body.error.code], [409, details]);
      assert.deepEqual([body.spec, body.plan, body.applied], [SPEC, PLAN, undefined]);
      assert.deepEqual(recorded().map(({ outcome }) => outcome), [details]);
    });
  });
}

Deno.test('allow_destructive is passed on to apply_schema', async () => {
  await withModel([says(SAID)], async (model) => {
    const { send, calls } = handlerOver({}, model);
    await send('', { ...WISH, apply: true, allow_destructive: true });
    assert.deepEqual(calls[5], ['apply_schema', {
      app_id: 57,
      spec: SPEC,
      expected_fingerprint: 'f1',
      allow_destructive: true,
    }]);
  });
});

Deno.test('a plan without operations is not rehearsed', async () => {
  await withModel([says(SAID)], async (model) => {
    const { send, names } = handlerOver({ plan_schema: { ...PLAN, operations: [] } }, model);
    assert.equal((await send('', WISH)).status, 200);
    assert.ok(!names().includes('apply_schema'));
  });
});

Deno.test('a schema that changed while the model was writing is not overwritten', async () => {
  let looks = 0;
  const described = () => (looks += 1) === 1 ? DESCRIBED : { ...DESCRIBED, tables: [] };
  await withModel([says(SAID)], async (model) => {
    const { send, recorded, names } = handlerOver({ describe_app: described }, model);
    const { status, body } = await send('', { ...WISH, apply: true, allow_destructive: true });
    assert.deepEqual([status, body.error.code], [409, 'plan_outdated']);
    assert.ok(!names().includes('apply_schema'));
    assert.deepEqual(recorded().map(({ outcome }) => outcome), ['plan_outdated']);
  });
});
