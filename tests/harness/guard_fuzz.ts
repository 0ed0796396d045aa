// npm run guard:fuzz: runs random token sequences and mutated corpus entries (cut, spliced, changed) on a new shard. It fails
// when the lexer and PostgreSQL disagree about where a string, a name, a comment or a statement ends; when exec_sql crashes,
// raises or returns no stable reason; or when anything outside app 57 changes or remains on the pooled connection. The same
// seed generates the same SQL; how much of it runs depends on the time.
import { seededRandom } from './random.ts';
import { readCorpus } from './guard/corpus.ts';
import { Fuzzer } from './guard/fuzzer.ts';
import { integerFrom, seconds } from '../../scripts/cli/arguments.ts';
import { command, run } from '../../scripts/cli/command.ts';
import { startTestCluster } from '../../scripts/stack/test_cluster.ts';

await run(
  command('npm run guard:fuzz --', 'Runs random SQL against the guard of submitted SQL.')
    .option('--seconds <seconds>', 'how long to run', seconds, 60)
    .option('--seed <integer>', 'the seed of the random SQL: the same seed repeats a run', integerFrom(0), 1)
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
    `seed ${seed}: ${lexed} SQL strings lexed by both, ${agreed} of them accepted by ours; ${executed} run, ${accepted} accepted`,
  );
  for (const [reason, count] of [...reasons].sort(([, a], [, b]) => b - a)) {
    console.log(`${String(count).padStart(7)}  ${reason}`);
  }
  for (const problem of problems) console.log(`PROBLEM ${problem}`);
  console.log(`fuzz: ${problems.length} problems`);
}
