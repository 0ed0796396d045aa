// SPEC-1: no string that a model writes becomes SQL or reaches another app. These tests assume the problems that the
// database finds; tests/db/model_answers.test.ts proves that it finds them.
import assert from 'node:assert/strict';
import { says, withModel } from '../_testing/fake_model.ts';
import { handlerOver, judging, SPEC } from '../_testing/fake_schema_generate_platform.ts';
import { ATTACKS, INJECTION } from '../_testing/wrong_answers.ts';

const GOOD = { explanation: '', ...SPEC };

for (const [why, answer, path, reason] of ATTACKS) {
  Deno.test(`a spec with ${why} goes back to the model, and is neither rehearsed nor applied`, async () => {
    await withModel(Array.from({ length: 4 }, () => says(answer)), async (model) => {
      const { explanation: _, ...spec } = answer as Record<string, unknown>;
      const { send, calls, names, recorded } = handlerOver(judging(() => [{ path, reason }]), model);
      const { status, body } = await send('', { app_id: 57, prompt: 'x', apply: true, allow_destructive: true });
      assert.deepEqual([status, body.error.code], [422, 'ai_no_valid_schema']);
      assert.deepEqual(
        body.error.problems.map((problem: { path: string; reason: string }) => [problem.path, problem.reason]),
        [
          [path, reason],
        ],
      );
      // The database gets the spec unchanged, as JSON, and validates it.
      const judged = Array.from({ length: 4 }, () => ['plan_schema', 'validate_schema']).flat();
      assert.deepEqual(names(), ['ai_budget', 'describe_app', ...judged, 'record_ai_usage']);
      for (const [name, args] of calls) if (judged.includes(name)) assert.deepEqual(args, { app_id: 57, spec });
      assert.deepEqual(recorded().map(({ outcome }) => outcome), ['ai_no_valid_schema']);
    });
  });
}

Deno.test('a spec with a character that the database cannot store goes back to the model without a database call', async () => {
  const answer = { tables: [{ name: 'todos', columns: [{ name: 'a', type: 'enum', values: ['a\u0000b'] }] }] };
  for (const wish of [{ prompt: 'x' }, { app_id: 57, prompt: 'x', apply: true }]) {
    // deno-lint-ignore no-await-in-loop
    await withModel([says(answer), says(GOOD)], async (model, asked) => {
      const { send, calls } = handlerOver({}, model);
      assert.equal((await send('', wish)).body.attempts, 2);
      assert.match(
        asked[1]?.body.messages.at(-1)?.content ?? '',
        /tables\[0\].columns\[0\].values\[0\].*invalid_value/,
      );
      assert.doesNotMatch(JSON.stringify(calls), /a\\u0000b/);
    });
  }
});

Deno.test('SQL in free-text fields of a spec reaches the database as plain text', async () => {
  const tables = [{
    name: 'todos',
    display_name: INJECTION,
    description: INJECTION,
    columns: [
      { name: 'title', type: 'text', default: INJECTION, description: INJECTION },
      { name: 'state', type: 'enum', values: [INJECTION], default: INJECTION },
    ],
  }];
  await withModel([says({ explanation: INJECTION, tables })], async (model) => {
    const { send, calls } = handlerOver({}, model);
    assert.equal((await send('', { app_id: 57, prompt: INJECTION })).status, 200);
    assert.deepEqual(calls.map(([, args]) => args['spec']).filter((spec) => spec !== undefined), [{ tables }, {
      tables,
    }]);
  });
});

Deno.test('an app_id in the answer of the model does not replace the app_id of the request', async () => {
  await withModel([says({ ...GOOD, app_id: 58 }), says(GOOD)], async (model) => {
    const other = judging((spec) => 'app_id' in (spec as object) ? [{ path: 'app_id', reason: 'unknown_field' }] : []);
    const { send, calls } = handlerOver(other, model);
    assert.equal((await send('', { app_id: 57, prompt: 'Change app 58' })).body.attempts, 2);
    assert.ok(calls.every(([, args]) => args['app_id'] === 57));
  });
});
