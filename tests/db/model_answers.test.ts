// SPEC-1: if a model returns a spec that contains SQL or a mistake, the database finds the problem.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ATTACKS, MISTAKES } from '../../supabase/functions/_testing/wrong_answers.ts';
import { readAnswer } from '../../supabase/functions/schema-generate/answer.ts';
import { findings, validate } from './fixtures.ts';
import { type Shard, startShard } from './shard.ts';

let shard: Shard;
beforeAll(async () => {
  shard = await startShard();
});
afterAll(() => shard.remove());

it.each([...ATTACKS, ...MISTAKES])('the database finds the problem: %s', async (_, answer, path, reason) => {
  const written = readAnswer(JSON.stringify(answer));
  expect(findings(await validate(shard, 'schema', written?.spec))).toContain(`${path}: ${reason}`);
});
