import assert from 'node:assert/strict';
import { type Answer, type Asked, fails, late, says, withModel } from '../_testing/fake_model.ts';
import { handlerOver, SPEC } from '../_testing/fake_schema_generate_platform.ts';

const GOOD = says({ explanation: '', ...SPEC });
const WISH = { app_id: 57, prompt: 'A todo list' };
const AT_ONCE = { 'retry-after-ms': '1' };

function formats(asked: Asked[]): unknown[] {
  return asked.map(({ body }) => (body['response_format'] as { type: string } | undefined)?.type);
}

/** Returns a provider that rejects these answer formats. */
function without(...refused: string[]): Answer {
  return (asked) => {
    const format = String(formats([asked])[0]);
    return refused.includes(format) ? fails(format === 'json_schema' ? 400 : 422)(asked) : GOOD(asked);
  };
}

Deno.test('an answer is requested with a JSON Schema that OpenAI accepts', async () => {
  await withModel([GOOD], async (model, asked) => {
    await handlerOver({}, model).send('', WISH);
    const { type, json_schema: { name, strict, schema } } = asked[0]?.body['response_format'] as Format;
    assert.deepEqual([type, name, strict, Object.keys(schema.properties)], [
      'json_schema',
      'schema_spec',
      true,
      ['explanation', 'tables'],
    ]);
  });
});

interface Format {
  type: string;
  json_schema: { name: string; strict: boolean; schema: { properties: object } };
}

Deno.test('a large schema is requested as a JSON object, because an answer by JSON Schema would be longer', async () => {
  const columns = Array.from(
    { length: 500 },
    (_, index) => ({ name: `column_of_a_large_table_${index}`, type: 'text' }),
  );
  const described = { tables: [{ name: 'large', scope: 'private', columns }] };
  await withModel([GOOD, says(JSON.stringify(SPEC), 'length'), GOOD], async (model, asked) => {
    await handlerOver({ describe_app: described }, model).send('', WISH);
    assert.deepEqual(formats(asked), ['json_object']);
    assert.equal((await handlerOver({}, model).send('', WISH)).body.attempts, 2);
    assert.deepEqual(formats(asked), ['json_object', 'json_schema', 'json_object']);
  });
});

Deno.test('a provider without JSON Schema is asked for a JSON object, and directly so the next time', async () => {
  const answer = without('json_schema');
  await withModel([answer, answer, answer], async (model, asked) => {
    const { send } = handlerOver({}, model);
    const { body } = await send('', WISH);
    assert.deepEqual([body.spec, body.attempts], [SPEC, 1]);
    await send('', WISH);
    assert.deepEqual(formats(asked), ['json_schema', 'json_object', 'json_object']);
  });
});

Deno.test('a provider without JSON formats is asked for text, and directly so the next time', async () => {
  const answer = without('json_schema', 'json_object');
  await withModel(Array(4).fill(answer), async (model, asked) => {
    const { send } = handlerOver({}, model);
    assert.equal((await send('', WISH)).body.attempts, 1);
    await send('', WISH);
    assert.deepEqual(formats(asked), ['json_schema', 'json_object', undefined, undefined]);
  });
});

Deno.test('a request that fails in every format is refused, and the next one starts with JSON Schema again', async () => {
  const answers = [fails(400), fails(400), fails(400), GOOD];
  await withModel(answers, async (model, asked) => {
    const { send, recorded } = handlerOver({}, model);
    const { status, body } = await send('', WISH);
    assert.deepEqual([status, body.error.code], [502, 'ai_unavailable']);
    assert.deepEqual(recorded().map(({ outcome, prompt_tokens: tokens }) => [outcome, tokens]), [[
      'ai_unavailable',
      0,
    ]]);
    assert.equal((await send('', WISH)).status, 200);
    assert.deepEqual(formats(asked), ['json_schema', 'json_object', undefined, 'json_schema']);
  });
});

Deno.test('a model that accepts only max_completion_tokens and no temperature gets such requests', async () => {
  const choosy: Answer = (asked) => {
    const param = ['max_tokens', 'temperature'].find((name) => name in asked.body);
    if (param === undefined) return GOOD(asked);
    return Response.json({ error: { message: 'Unsupported', code: 'unsupported_parameter', param } }, { status: 400 });
  };
  await withModel(Array(4).fill(choosy), async (model, asked) => {
    const { send } = handlerOver({}, model);
    assert.equal((await send('', WISH)).status, 200);
    await send('', WISH);
    assert.deepEqual(formats(asked), Array(4).fill('json_schema'));
    assert.deepEqual(asked.map(({ body }) => 'max_completion_tokens' in body), [false, true, true, true]);
  });
});

/** Sends half of a body, then loses the connection. */
const cutOff: Answer = () => {
  const body = new ReadableStream<Uint8Array>({
    start: (stream) => {
      stream.enqueue(new TextEncoder().encode('{"choices": ['));
      setTimeout(() => stream.error(new Error('lost')), 10);
    },
  });
  return new Response(body, { headers: { 'content-type': 'application/json' } });
};

const WELL: Array<[why: string, answers: Answer[], requests: number]> = [
  ['a provider that responds 429 once', [fails(429, AT_ONCE), GOOD], 2],
  ['a provider that responds 500 once', [fails(500, AT_ONCE), GOOD], 2],
  ['a provider that responds 529 and 503', [fails(529, AT_ONCE), fails(503, AT_ONCE), GOOD], 3],
  ['a connection that is lost during the answer', [cutOff, GOOD], 2],
  ['a provider that responds 429 with a Retry-After of zero seconds', [fails(429, { 'retry-after': '0' }), GOOD], 2],
  ['a provider that responds 429 with a Retry-After in the past', [
    fails(429, { 'retry-after': 'Wed, 21 Oct 2015 07:28:00 GMT' }),
    GOOD,
  ], 2],
];
for (const [why, answers, requests] of WELL) {
  Deno.test(`${why} is retried within one attempt`, async () => {
    await withModel(answers, async (model, asked) => {
      const { status, body } = await handlerOver({}, model).send('', WISH);
      assert.deepEqual([status, body.attempts, asked.length], [200, 1, requests]);
    });
  });
}

const refusing: Answer = () => Response.json({ choices: [{ message: { content: null, refusal: 'No.' } }] });
const BADLY: Array<[why: string, answers: Answer[], status: number, code: string, requests: number]> = [
  ['a provider that always responds 429', Array(9).fill(fails(429, AT_ONCE)), 503, 'ai_busy', 3],
  ['a provider that responds 429 and asks for an hour', [fails(429, { 'retry-after': '3600' })], 503, 'ai_busy', 1],
  ['a provider that always responds 500', Array(9).fill(fails(500, AT_ONCE)), 502, 'ai_unavailable', 3],
  ['a key that the provider rejects', [fails(401)], 502, 'ai_key_refused', 1],
  ['a refusal by the model', [refusing], 422, 'ai_declined', 1],
  ['an answer that the content filter blocked', [says('', 'content_filter')], 422, 'ai_declined', 1],
  ['an answer without a choice', [() => Response.json({ choices: [] })], 502, 'ai_unavailable', 1],
];
for (const [why, answers, status, code, requests] of BADLY) {
  Deno.test(`${why} is recorded and returned as ${status} ${code}, and nothing is applied`, async () => {
    await withModel(answers, async (model, asked) => {
      const { send, reports, recorded, names } = handlerOver({}, model);
      const { status: got, body } = await send('', { ...WISH, apply: true });
      assert.deepEqual([got, body.error.code, body.attempts, asked.length], [status, code, 1, requests]);
      assert.doesNotMatch(JSON.stringify(body), /secret of the provider/);
      assert.equal(reports.length, status >= 500 ? 1 : 0);
      assert.deepEqual(recorded().map(({ outcome, attempts }) => [outcome, attempts]), [[code, 1]]);
      assert.ok(!names().includes('apply_schema'));
    });
  });
}

Deno.test('a wait between retries ends when the caller disconnects', async () => {
  const arrived = Promise.withResolvers<void>();
  const busy: Answer = (asked) => {
    arrived.resolve();
    return fails(429, { 'retry-after': '10' })(asked);
  };
  await withModel([busy], async (model) => {
    const caller = new AbortController();
    const { send, recorded } = handlerOver({}, model);
    const answered = send('', WISH, { signal: caller.signal });
    await arrived.promise;
    setTimeout(() => caller.abort(), 20);
    const before = performance.now();
    await answered;
    assert.ok(performance.now() - before < 2_000);
    assert.deepEqual(recorded().map(({ outcome }) => outcome), ['caller_gone']);
  });
});

/** Sends its headers immediately, then one byte every 20 ms. */
const dripping: Answer = () => {
  let timer: ReturnType<typeof setInterval>;
  const body = new ReadableStream<Uint8Array>({
    start: (stream) => {
      timer = setInterval(() => stream.enqueue(new TextEncoder().encode(' ')), 20);
    },
    cancel: () => clearInterval(timer),
  });
  return new Response(body, { headers: { 'content-type': 'application/json' } });
};

for (
  const [why, answers] of [['sent too late', Array(3).fill(late(5_000))], [
    'sent too slowly',
    Array(3).fill(dripping),
  ]] as const
) {
  Deno.test(`an answer that is ${why} is refused with 504 ai_timeout, and its prompt tokens are counted`, async () => {
    await withModel(answers, async (model, asked) => {
      const { send, recorded } = handlerOver({}, model);
      const { status, body } = await send('', WISH);
      assert.deepEqual([status, body.error.code, asked.length], [504, 'ai_timeout', 3]);
      const [entry] = recorded();
      assert.deepEqual([entry?.['outcome'], entry?.['completion_tokens']], ['ai_timeout', 0]);
      assert.ok(Number(entry?.['prompt_tokens']) > 500);
    }, { timeoutMs: 300 });
  });
}

Deno.test('the time limit applies to all answers of a request together', async () => {
  await withModel([says({ tables: [] }), late(5_000)], async (model, asked) => {
    const { send, recorded } = handlerOver({}, model, { maxMs: 1_000 });
    const { status, body } = await send('', WISH);
    assert.deepEqual([status, body.error.code, body.attempts, asked.length], [504, 'ai_timeout', 2, 2]);
    assert.deepEqual(recorded().map(({ outcome }) => outcome), ['ai_timeout']);
  });
});

Deno.test('a caller who disconnects aborts the request to the model, and nothing is planned', async () => {
  const arrived = Promise.withResolvers<void>();
  const answer: Answer = (asked) => {
    arrived.resolve();
    return late(5_000)(asked);
  };
  await withModel([answer], async (model) => {
    const caller = new AbortController();
    const { send, recorded, names } = handlerOver({}, model);
    const answered = send('', { ...WISH, apply: true }, { signal: caller.signal });
    await arrived.promise;
    const before = performance.now();
    caller.abort();
    await answered;
    assert.ok(performance.now() - before < 2_000);
    assert.deepEqual(names(), ['ai_budget', 'describe_app', 'record_ai_usage']);
    assert.deepEqual(recorded().map(({ outcome }) => outcome), ['caller_gone']);
  });
});

Deno.test('a plan is not applied if the caller disconnects during planning', async () => {
  await withModel([GOOD], async (model) => {
    const caller = new AbortController();
    const rehearsal = () => {
      caller.abort();
      return {};
    };
    const { send, recorded, calls } = handlerOver({ apply_schema: rehearsal }, model);
    await send('', { ...WISH, apply: true }, { signal: caller.signal });
    const applied = calls.filter(([name, args]) => name === 'apply_schema' && args['dry_run'] !== true);
    assert.deepEqual(applied, []);
    assert.deepEqual(recorded().map(({ outcome }) => outcome), ['caller_gone']);
  });
});
