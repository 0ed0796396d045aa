import assert from 'node:assert/strict';
import { type Answer, late, says, withModel } from '../_testing/fake_model.ts';
import { refusal } from '../_testing/fake_rpc.ts';
import { handlerOver, PLAN, SPEC } from '../_testing/fake_schema_generate_platform.ts';

const GOOD = { explanation: 'Todos.', ...SPEC };
const WISH = { app_id: 57, prompt: 'A todo list' };
const EVENTS = { headers: { accept: 'text/event-stream' } };

/** Returns the events of a stream as [name, data], and its comments. */
async function read(response: Response) {
  const blocks = (await response.text()).split('\n\n').filter((block) => block !== '');
  return {
    comments: blocks.filter((block) => block.startsWith(':')),
    events: blocks.flatMap((block) => {
      const [, event = '', data = ''] = /^event: (.*)\ndata: (.*)$/.exec(block) ?? [];
      return event === '' ? [] : [[event, JSON.parse(data)] as const];
    }),
  };
}

Deno.test('a stream sends every stage, the spec and the plan, and ends with the result of a call without a stream', async () => {
  await withModel([says({ tables: [] }), says(GOOD), says({ tables: [] }), says(GOOD)], async (model) => {
    const { fetch, send } = handlerOver({}, model);
    const response = await fetch('', { ...WISH, apply: true, stream: true });
    assert.equal(response.headers.get('content-type'), 'text/event-stream');
    const { events } = await read(response);
    assert.deepEqual(events.slice(0, -1), [
      ['progress', { stage: 'generating', attempt: 1 }],
      ['progress', { stage: 'validating', attempt: 1 }],
      ['progress', { stage: 'repairing', attempt: 2 }],
      ['progress', { stage: 'validating', attempt: 2 }],
      ['spec', { spec: SPEC, explanation: 'Todos.' }],
      ['progress', { stage: 'planning', attempt: 2 }],
      ['plan', { plan: PLAN, warnings: PLAN.warnings }],
      ['progress', { stage: 'applying', attempt: 2 }],
    ]);
    const { body } = await send('', { ...WISH, apply: true });
    assert.deepEqual(events.at(-1), ['result', body]);
  });
});

Deno.test('a stream that fails ends with the error, the spec and the number of attempts', async () => {
  await withModel([says(GOOD)], async (model) => {
    const { fetch, recorded } = handlerOver({ plan_schema: refusal('PT409', 'app_not_active') }, model);
    const { events } = await read(await fetch('', WISH, EVENTS));
    const [name, data] = events.at(-1) ?? [];
    assert.deepEqual([name, data.error.code, data.spec, data.attempts], ['error', 'app_not_active', SPEC, 1]);
    assert.equal(recorded().length, 1);
  });
});

Deno.test('stream: false in the body overrides the accept header', async () => {
  await withModel([says(GOOD)], async (model) => {
    const response = await handlerOver({}, model).fetch('', { ...WISH, stream: false }, EVENTS);
    assert.deepEqual((await response.json()).spec, SPEC);
  });
});

Deno.test('comments keep the connection alive while the model writes', async () => {
  await withModel([late(120)], async (model) => {
    const { comments } = await read(await handlerOver({}, model, { heartbeatMs: 20 }).fetch('', WISH, EVENTS));
    assert.ok(comments.length >= 2);
  });
});

Deno.test('an invalid request gets a JSON error instead of a stream', async () => {
  await withModel([], async (model) => {
    const response = await handlerOver({}, model).fetch('', { prompt: '' }, EVENTS);
    assert.deepEqual([response.status, response.headers.get('content-type')], [400, 'application/json']);
    await response.body?.cancel();
  });
});

Deno.test('a reader who disconnects aborts the request to the model, which is recorded and applies nothing', async () => {
  const arrived = Promise.withResolvers<void>();
  const answer: Answer = (asked) => {
    arrived.resolve();
    return late(5_000)(asked);
  };
  await withModel([answer], async (model) => {
    const recorded = Promise.withResolvers<unknown>();
    const { fetch, names } = handlerOver({
      record_ai_usage: ({ outcome }: { outcome?: unknown }) => recorded.resolve(outcome),
    }, model);
    const { body } = await fetch('', { ...WISH, apply: true }, EVENTS);
    await arrived.promise;
    const before = performance.now();
    await body?.cancel();
    assert.equal(await recorded.promise, 'caller_gone');
    assert.ok(performance.now() - before < 2_000);
    assert.ok(!names().includes('apply_schema'));
  });
});
