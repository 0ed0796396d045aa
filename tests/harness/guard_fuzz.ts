// npm run guard:fuzz: random token soups, and texts of the corpus cut, spliced and changed, against a shard of its own. It
// fails when the lexer and PostgreSQL disagree about where a string, a name, a comment or a statement ends; when exec_sql
// crashes, raises or gives no stable reason; or when anything outside app 57 changes or stays on the pooled connection. A
// seed repeats a run, as far as it got.
import { seededRandom } from './random.ts';
import { readCorpus } from './guard/corpus.ts';
import { Fuzzer } from './guard/fuzzer.ts';
import { integerFrom, seconds } from '../../scripts/cli/arguments.ts';
import { command, run } from '../../scripts/cli/command.ts';
import { startTestCluster } from '../../scripts/stack/test_cluster.ts';

await run(
  command('npm run guard:fuzz --', 'Runs random SQL against the guard of submitted SQL.')
    .option('--seconds <seconds>', 'for how long', seconds, 60)
    .option('--seed <integer>', 'repeats the run with this seed', integerFrom(0), 1)
    .action(async (options) => {
      const cluster = await startTestCluster();
      try {
        const fuzzer = await Fuzzer.start(cluster, readCorpus(), seededRandom(options.seed));
        const until = Date.now() + 1000 * options.seconds;
        while (Date.now() < until) await fuzzer.round(until);
        await fuzzer.end();
        report(fuzzer, options.seed);
        process.exitCode = fuzzer.problems.length === 0 ? 0 : 1;
      } finally {
        await cluster.remove();
      }
    }),
);

function report({ lexed, agreed, executed, accepted, reasons, problems }: Fuzzer, seed: number): void {
  console.log(
    `seed ${seed}: ${lexed} texts read by both lexers, ${agreed} of them taken by ours; ${executed} run, ${accepted} accepted`,
  );
  for (const [reason, count] of [...reasons].sort(([, a], [, b]) => b - a)) {
    console.log(`${String(count).padStart(7)}  ${reason}`);
  }
  for (const problem of problems) console.log(`PROBLEM ${problem}`);
  console.log(`fuzz: ${problems.length} problems`);
}
