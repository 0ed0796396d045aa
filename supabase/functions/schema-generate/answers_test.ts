// How the answers of a model are read, validated and repaired.
import assert from 'node:assert/strict';
import { says, withModel } from '../_testing/fake_model.ts';
import { handlerOver, judging, SPEC } from '../_testing/fake_schema_generate_platform.ts';
import { MISTAKES } from '../_testing/wrong_answers.ts';

const SAID = { explanation: 'Todos of each person.', ...SPEC };
const WISH = { app_id: 57, prompt: 'A todo list' };
const WRONG = { explanation: '', tables: [{ name: 'Todos', columns: [{ name: 'title', type: 'varchar' }] }] };
const FOUND = judging((spec) =>
  isSpec(spec) ? [] : [
    { path: 'tables[0].name', reason: 'invalid_name' },
    { path: 'tables[0].columns[0].type', reason: 'unknown_type' },
  ]
);

function isSpec(spec: unknown): boolean {
  return JSON.stringify(spec) === JSON.stringify(SPEC);
}

Deno.test('all problems of an invalid spec go back to the model with their paths, marked as data', async () => {
  await withModel([says(WRONG), says(SAID)], async (model, asked) => {
    const { send, names, recorded } = handlerOver(FOUND, model);
    const { status, body } = await send('', WISH);
    assert.deepEqual([status, body.attempts, body.usage.total_tokens], [200, 2, 30]);
    assert.deepEqual(names(), [
      'ai_budget',
      'describe_app',
      'plan_schema',
      'validate_schema',
      'plan_schema',
      'describe_app',
      'apply_schema',
      'record_ai_usage',
    ]);
    assert.deepEqual(recorded().map(({ attempts, prompt_tokens }) => [attempts, prompt_tokens]), [[2, 20]]);
    const [answer, problems] = asked[1]?.body.messages.slice(2) ?? [];
    assert.deepEqual(answer, { role: 'assistant', content: JSON.stringify(WRONG) });
    const json = /<problems>\n(.*)\n<\/problems>/.exec(problems?.content ?? '')?.[1] ?? '[]';
    assert.deepEqual(JSON.parse(json).map((problem: Record<string, unknown>) => [problem['path'], problem['reason']]), [
      ['tables[0].name', 'invalid_name'],
      ['tables[0].columns[0].type', 'unknown_type'],
    ]);
  });
});

Deno.test('a spec that is still invalid after three repairs is refused, and neither rehearsed nor applied', async () => {
  await withModel(Array.from({ length: 9 }, () => says(WRONG)), async (model, asked) => {
    const { send, names, recorded } = handlerOver(FOUND, model);
    const { status, body } = await send('', { ...WISH, apply: true });
    assert.deepEqual([status, body.error.code, body.attempts, asked.length], [422, 'ai_no_valid_schema', 4, 4]);
    assert.deepEqual(body.error.problems.map(({ path }: { path: string }) => path), [
      'tables[0].name',
      'tables[0].columns[0].type',
    ]);
    const judged = Array.from({ length: 4 }, () => ['plan_schema', 'validate_schema']).flat();
    assert.deepEqual(names(), ['ai_budget', 'describe_app', ...judged, 'record_ai_usage']);
    assert.deepEqual(recorded().map(({ outcome, attempts }) => [outcome, attempts]), [['ai_no_valid_schema', 4]]);
  });
});

Deno.test('the database validates each answer for a new app once', async () => {
  await withModel([says(WRONG), says(SAID)], async (model) => {
    const { send, names } = handlerOver(FOUND, model);
    const { status, body } = await send('', { prompt: 'A todo list' });
    assert.deepEqual([status, body.spec, body.attempts], [200, SPEC, 2]);
    assert.deepEqual(names(), ['ai_budget', 'validate_schema', 'validate_schema', 'record_ai_usage']);
  });
});

for (
  const [why, first] of [
    ['JSON that was cut off', says(JSON.stringify(SAID).slice(0, 60), 'length')],
    ['complete JSON that was marked as cut off', says(SAID, 'length')],
    ['truncated JSON', says(JSON.stringify(SAID).slice(0, 60))],
    ['prose', says('A todo list needs a table of todos.')],
    ['an empty answer', says('')],
    ['a list of tables instead of an object', says(JSON.stringify(SPEC.tables))],
    ...MISTAKES.map(([why, answer]) => [why, says(answer)] as const),
  ] as const
) {
  Deno.test(`${why} is repaired`, async () => {
    await withModel([first, says(SAID)], async (model) => {
      const { send, names } = handlerOver(FOUND, model);
      const { body } = await send('', WISH);
      assert.deepEqual([body.spec, body.attempts], [SPEC, 2]);
      assert.deepEqual(names().slice(-4), ['plan_schema', 'describe_app', 'apply_schema', 'record_ai_usage']);
      assert.equal(names().filter((name) => name === 'apply_schema').length, 1);
    });
  });
}

for (
  const [why, text] of [
    ['JSON in a fence', '```json\n' + JSON.stringify(SAID) + '\n```'],
    ['JSON in a fence without a language', '```\n' + JSON.stringify(SAID) + '\n```'],
    ['JSON after reasoning', `<think>A table {todos}?</think>\n${JSON.stringify(SAID)}`],
    ['JSON surrounded by words', `Sure! ${JSON.stringify(SAID)} Anything else?`],
    [
      'JSON with null for omitted fields',
      JSON.stringify({
        explanation: SAID.explanation,
        tables: [{
          ...SPEC.tables[0],
          indexes: null,
          columns: [{ ...SPEC.tables[0]?.columns[0], references: null, default: null }],
        }],
      }),
    ],
  ] as const
) {
  Deno.test(`${why} is understood`, async () => {
    await withModel([says(text)], async (model) => {
      const { body } = await handlerOver({}, model).send('', WISH);
      assert.deepEqual([body.spec, body.explanation, body.attempts], [SPEC, SAID.explanation, 1]);
    });
  });
}

Deno.test('a model that declines is not asked again', async () => {
  await withModel([says({ explanation: 'That is a poem.', tables: null })], async (model, asked) => {
    const { send, recorded } = handlerOver({}, model);
    const { status, body } = await send('', WISH);
    assert.deepEqual([status, body.error.code, body.error.message], [422, 'ai_declined', 'That is a poem.']);
    assert.equal(asked.length, 1);
    assert.deepEqual(recorded().map(({ outcome, prompt_tokens }) => [outcome, prompt_tokens]), [['ai_declined', 10]]);
  });
});
