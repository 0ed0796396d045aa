// AI-1: the tokens of the model are limited per app and day, and per request.
import assert from 'node:assert/strict';
import { type Answer, says, withModel } from '../_testing/fake_model.ts';
import { refusal } from '../_testing/fake_rpc.ts';
import { BUDGET, handlerOver, SPEC } from '../_testing/fake_schema_generate_platform.ts';

const GOOD = { explanation: '', ...SPEC };
const WISH = { app_id: 57, prompt: 'A todo list' };

/** Returns an answer that the provider bills with this many prompt tokens. Without `tokens` it reports no usage. */
function billed(text: object, tokens?: number): Answer {
  return () =>
    Response.json({
      choices: [{ message: { content: JSON.stringify(text) }, finish_reason: 'stop' }],
      ...(tokens !== undefined && { usage: { prompt_tokens: tokens, completion_tokens: 0 } }),
    });
}

for (const left of [0, 900]) {
  Deno.test(`the model is not asked when only ${left} tokens are left for the day`, async () => {
    await withModel([says(GOOD)], async (model, asked) => {
      const { send, recorded, reports } = handlerOver({ ai_budget: { ...BUDGET, left } }, model);
      const { status, body } = await send('', WISH);
      assert.deepEqual([status, body.error.code, body.attempts], [429, 'ai_budget_exhausted', 0]);
      assert.match(body.error.hint, /ai_tokens_per_app_per_day/);
      assert.deepEqual([asked, recorded(), reports], [[], [], []]);
    });
  });
}

Deno.test('the remaining budget limits the length of an answer', async () => {
  await withModel([says(GOOD), says(GOOD)], async (model, asked) => {
    await handlerOver({}, model).send('', WISH);
    await handlerOver({ ai_budget: { ...BUDGET, left: 4_000 } }, model).send('', WISH);
    const [whole, rest] = asked.map(({ body }) => Number(body['max_tokens']));
    assert.equal(whole, 16_000);
    assert.ok(rest !== undefined && rest > 500 && rest < 4_000, String(rest));
  });
});

Deno.test('repairs stop when the tokens of the request are used up', async () => {
  const wrong = billed({ tables: [] }, 60_000);
  await withModel([wrong, wrong, wrong], async (model, asked) => {
    const { send, recorded } = handlerOver({}, model);
    const { status, body } = await send('', { ...WISH, apply: true });
    assert.deepEqual([status, body.error.code, body.attempts, asked.length], [429, 'ai_budget_exhausted', 2, 2]);
    assert.match(body.error.hint, /ai_tokens_per_request/);
    assert.deepEqual(recorded().map(({ outcome, prompt_tokens: tokens }) => [outcome, tokens]), [
      ['ai_budget_exhausted', 120_000],
    ]);
  });
});

Deno.test('usage that the provider does not report is estimated from the length of the texts', async () => {
  await withModel([billed(GOOD)], async (model) => {
    const { body } = await handlerOver({}, model).send('', WISH);
    assert.ok(body.usage.prompt_tokens > 500);
    assert.equal(body.usage.completion_tokens, Math.ceil(JSON.stringify(GOOD).length / 4));
  });
});

Deno.test('usage has no cost when no prices are configured', async () => {
  await withModel([says(GOOD)], async (model) => {
    const { send, recorded } = handlerOver({}, model);
    assert.ok(!('cost_usd' in (await send('', WISH)).body.usage));
    assert.ok(recorded().every((entry) => !('cost_usd' in entry)));
  });
});

Deno.test('the prompt is not recorded', async () => {
  await withModel([says(GOOD)], async (model) => {
    const { send, recorded } = handlerOver({}, model);
    await send('', { ...WISH, prompt: 'A secret plan', messages: [{ role: 'user', content: 'A secret plan' }] });
    assert.deepEqual(Object.keys(recorded()[0] ?? {}).sort(), [
      'app_id',
      'attempts',
      'completion_tokens',
      'model',
      'outcome',
      'prompt_tokens',
    ]);
    assert.doesNotMatch(JSON.stringify(recorded()), /secret/);
  });
});

Deno.test('an applied schema is returned even if its usage cannot be recorded', async () => {
  await withModel([says(GOOD)], async (model) => {
    const { send, reports } = handlerOver({ record_ai_usage: refusal('08006', 'x y') }, model);
    const { status, body } = await send('', { ...WISH, apply: true });
    assert.deepEqual([status, body.applied.schema_change.id], [200, 1]);
    assert.equal(reports.length, 1);
  });
});

Deno.test('an unknown app is refused before the model is asked', async () => {
  await withModel([says(GOOD)], async (model, asked) => {
    const { status, body } = await handlerOver({ ai_budget: refusal('PT404', 'app_not_found') }, model).send('', WISH);
    assert.deepEqual([status, body.error.code, asked], [404, 'app_not_found', []]);
  });
});
