// npm run guard:fuzz -- [--seconds 60] [--seed 1]
//
// Random token soups, and texts of the corpus cut, spliced and changed, against a shard of its own. It fails when the lexer
// and PostgreSQL disagree about where a string, a name, a comment or a statement ends; when exec_sql crashes, raises or gives
// no stable reason; or when anything outside app 57 changes or stays on the pooled connection. A seed repeats a run, as far
// as it got.
import { parseArgs } from 'node:util';
import { seededRandom } from './random.ts';
import { readCorpus } from './guard/corpus.ts';
import { Fuzzer } from './guard/fuzzer.ts';
import { startTestCluster } from '../../scripts/stack/test_cluster.ts';

const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '60' }, seed: { type: 'string', default: '1' } },
});
const seconds = Number(values.seconds);
const seed = Number(values.seed);
if (!(seconds > 0) || !Number.isInteger(seed)) {
  console.error('npm run guard:fuzz -- --seconds 60 --seed 1');
  process.exit(2);
}

const cluster = await startTestCluster();
try {
  const fuzzer = await Fuzzer.start(cluster, readCorpus(), seededRandom(seed));
  const until = Date.now() + 1000 * seconds;
  while (Date.now() < until) await fuzzer.round(until);
  await fuzzer.end();
  const { lexed, agreed, executed, accepted, reasons, problems } = fuzzer;
  console.log(
    `seed ${seed}: ${lexed} texts read by both lexers, ${agreed} of them taken by ours; ${executed} run, ${accepted} accepted`,
  );
  for (const [reason, count] of [...reasons].sort(([, a], [, b]) => b - a)) {
    console.log(`${String(count).padStart(7)}  ${reason}`);
  }
  for (const problem of problems) console.log(`PROBLEM ${problem}`);
  console.log(`fuzz: ${problems.length} problems`);
  process.exitCode = problems.length === 0 ? 0 : 1;
} finally {
  await cluster.remove();
}
