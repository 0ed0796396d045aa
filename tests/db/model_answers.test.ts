// SPEC-1: a model that answers SQL in a spec, or a spec with a mistake, has a problem that the database finds.
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

it.each([...ATTACKS, ...MISTAKES])('%s: the database finds the problem', async (_, answer, path, reason) => {
  const written = readAnswer(JSON.stringify(answer));
  expect(findings(await validate(shard, 'schema', written?.spec))).toContain(`${path}: ${reason}`);
});
