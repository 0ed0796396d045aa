import { expect, test } from 'vitest';
import { readCorpus } from '../harness/guard/corpus.ts';
import { Fuzzer } from '../harness/guard/fuzzer.ts';
import { startTestCluster } from '../../scripts/stack/test_cluster.ts';
import { seededRandom } from '../harness/random.ts';

// The same SQL in every run. `npm run guard:fuzz` runs for as long as requested.
test('random SQL reveals no disagreement between the lexers and no way out of the app', async () => {
  const cluster = await startTestCluster();
  try {
    const fuzzer = await Fuzzer.start(cluster, readCorpus(), seededRandom(57));
    for (let round = 0; round < 6; round++) await fuzzer.round(Infinity);
    await fuzzer.end();
    expect(fuzzer.problems).toEqual([]);
    expect(fuzzer.lexed).toBe(360);
    expect(fuzzer.executed).toBe(120);
  } finally {
    await cluster.remove();
  }
}, 60_000);
