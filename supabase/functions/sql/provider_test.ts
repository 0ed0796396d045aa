import assert from 'node:assert/strict';
import { type Answer, fails, late, says, withModel } from '../_testing/fake_model.ts';
import { handlerOver } from '../_testing/fake_sql_platform.ts';

const GOOD = says({ sql: 'select 1' });
const QUESTION = { app_id: 57, question: 'One?' };
const AT_ONCE = { 'retry-after-ms': '1' };

/** Providers that give an answer after this many requests. */
const WELL: Array<[why: string, answers: Answer[], requests: number]> = [
  ['a provider that responds 429 once', [fails(429, AT_ONCE), GOOD], 2],
  ['a provider that responds 500 once', [fails(500, AT_ONCE), GOOD], 2],
  ['a provider that responds 503 twice', [fails(503, AT_ONCE), fails(503, AT_ONCE), GOOD], 3],
];

for (const [why, answers, requests] of WELL) {
  Deno.test(`${why} is retried within one attempt`, async () => {
    await withModel(answers, async (model, asked) => {
      const { status, body } = await handlerOver({}, model).send('/sql/generate', QUESTION);
      assert.deepEqual([status, body.sql, body.attempts, asked.length], [200, 'select 1', 1, requests]);
    });
  });
}

const empty: Answer = () => Response.json({ choices: [] });
const textless: Answer = () => Response.json({ choices: [{ message: {}, finish_reason: 'stop' }] });
const refusing: Answer = () => Response.json({ choices: [{ message: { content: null, refusal: 'No.' } }] });
const filtered = says('', 'content_filter');
const html: Answer = () => new Response('<html>', { headers: { 'content-type': 'text/html' } });
const cut: Answer = () => new Response('{"choices": [{"mess', { headers: { 'content-type': 'application/json' } });

const BADLY: Array<[why: string, answers: Answer[], status: number, code: string, requests: number]> = [
  ['a provider that always responds 429', Array(9).fill(fails(429, AT_ONCE)), 503, 'ai_busy', 3],
  ['a provider that always responds 500', Array(9).fill(fails(500, AT_ONCE)), 502, 'ai_unavailable', 3],
  ['a key that the provider rejects', [fails(401)], 502, 'ai_key_refused', 1],
  ['a model that the provider does not have', [fails(404)], 502, 'ai_unavailable', 1],
  ['a request that is too long', [fails(400), fails(400)], 502, 'ai_unavailable', 2],
  ['an answer without a choice', [empty], 502, 'ai_unavailable', 1],
  ['an answer without a text', [textless], 502, 'ai_unavailable', 1],
  ['a page of HTML', [html], 502, 'ai_unavailable', 1],
  ['a truncated answer', [cut], 502, 'ai_unavailable', 1],
  ['a refusal by the model', [refusing], 422, 'ai_declined', 1],
  ['an answer that the content filter blocked', [filtered], 422, 'ai_declined', 1],
];

for (const [why, answers, status, code, requests] of BADLY) {
  Deno.test(`${why} is refused with ${status} ${code}`, async () => {
    await withModel(answers, async (model, asked) => {
      const { send, reports } = handlerOver({}, model);
      const { status: got, body } = await send('/sql/generate', QUESTION);
      assert.deepEqual([got, body.error.code, asked.length], [status, code, requests]);
      assert.doesNotMatch(JSON.stringify(body), /secret of the provider/);
      assert.equal(reports.length, status >= 500 ? 1 : 0);
    });
  });
}

Deno.test('a model that is too slow is refused with 504 ai_timeout', async () => {
  await withModel([late(300), late(300), late(300)], async (model) => {
    const { status, body } = await handlerOver({}, model).send('/sql/generate', QUESTION);
    assert.deepEqual([status, body.error.code], [504, 'ai_timeout']);
  }, { timeoutMs: 50 });
});

Deno.test('a caller who disconnects aborts the request to the model', async () => {
  const arrived = Promise.withResolvers<void>();
  const answer: Answer = (asked) => {
    arrived.resolve();
    return late(300)(asked);
  };
  await withModel([answer], async (model) => {
    const caller = new AbortController();
    const answered = handlerOver({}, model).send('/sql/generate', QUESTION, caller.signal);
    await arrived.promise;
    const before = performance.now();
    caller.abort();
    assert.equal((await answered).body.error.code, 'ai_timeout');
    assert.ok(performance.now() - before < 200);
  });
});

Deno.test('a provider that cannot be reached is refused with 502 ai_unavailable', async () => {
  const { chatModel } = await import('../../../shared/ai/chat_model.ts');
  const model = chatModel({ baseUrl: 'http://127.0.0.1:1/v1', apiKey: 'key', model: 'model', retries: 0 });
  const { status, body } = await handlerOver({}, model).send('/sql/generate', QUESTION);
  assert.deepEqual([status, body.error.code], [502, 'ai_unavailable']);
});
