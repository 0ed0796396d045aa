import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Case, readCorpus } from '../harness/guard/corpus.ts';
import { Judge } from '../harness/guard/judge.ts';
import { startTestCluster, type TestCluster } from '../../scripts/stack/test_cluster.ts';

// SQL-1, SQL-8: attacks on the whole guard, each with a harmless twin that an owner would write.
const corpus = readCorpus();
const classes = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
let cluster: TestCluster;
let judge: Judge;

beforeAll(async () => {
  cluster = await startTestCluster();
  judge = await Judge.start(cluster);
});

afterAll(async () => {
  await judge.end();
  await cluster.remove();
});

test('the corpus has at least 300 cases of every class, with unique ids', () => {
  expect(corpus.length).toBeGreaterThanOrEqual(300);
  expect(new Set(corpus.map((item) => item.class))).toEqual(new Set(classes));
  expect(new Set(corpus.map((item) => item.id)).size).toBe(corpus.length);
});

describe('attacks', () => {
  test.each(classes)('of class %i achieve nothing', async (number) => {
    const verdicts = await judge.attackAll(corpus.filter((item) => item.class === number));
    expect(verdicts.filter((verdict) => verdict.findings.length > 0)).toEqual([]);
  }, 600_000);
});

describe('twins', () => {
  test.each(classes)('of class %i pass', async (number) => {
    const items = corpus.filter((item) => item.class === number);
    const refused: string[] = [];
    for (const item of items) refused.push(...await refusalOfTwin(item));
    // The promise is 99 %. The test expects all, so that each refusal is a deliberate decision.
    expect(refused).toEqual([]);
  }, 600_000);
});

test('a table of another app cannot be distinguished from one that does not exist', async () => {
  for (
    const form of [
      'select * from NAME',
      `select 'NAME'::regclass`,
      'drop table NAME',
      'insert into NAME values (1)',
      `select to_regclass('NAME')`,
    ]
  ) {
    const answers = [];
    for (const name of ['app_58_todos', 'app_58_nothing', 'app_999_todos']) {
      const { code, details, hint, message } = await judge.pool.exec(form.replace('NAME', name));
      answers.push({ code, details, hint, message: message?.replaceAll(name, 'NAME') });
    }
    expect(answers[0]?.code).toBeDefined();
    expect(answers).toEqual([answers[0], answers[0], answers[0]]);
  }
});

test('both apps and the shard are sound after all attacks', async () => {
  const findings = await judge.admin`
    select * from platform.verify_app(57) union all select * from platform.verify_app(58)
    union all select * from platform.verify_shard()`;
  expect([...findings]).toEqual([]);
});

async function refusalOfTwin(item: Case): Promise<string[]> {
  const options = item.twin_options ?? (item.outcome === 'bounded' ? {} : item.options);
  const answers = await judge.pool.tryOut(item.twin, options);
  const last = answers.at(-1);
  const isGiven = item.gives === undefined || new RegExp(item.gives).test(JSON.stringify(last));
  if (last !== undefined && last.code === undefined && isGiven) return [];
  return [`${item.id}: ${JSON.stringify(item.twin)} -> ${last?.code} ${last?.details} ${last?.message}`];
}
