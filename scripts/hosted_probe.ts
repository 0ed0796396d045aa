// npm run hosted:probe: tries the facts of docs/hosted_assumptions.md on a project, with a scratch app that it removes.
import { Option } from '@commander-js/extra-typings';
import { databaseUrl, projectUrl } from './cli/arguments.ts';
import { command, CommandFailure, run } from './cli/command.ts';
import { connectToShard } from './stack/connect_to_shard.ts';
import { localKeys } from './stack/keys.ts';

await run(
  command(
    'npm run hosted:probe --',
    'Tries each fact of docs/hosted_assumptions.md on a project, the local shard by default. It creates one app and one user, ' +
      'and removes them.',
  )
    .addOption(
      new Option('--url <url>', 'the URL of the project').env('SUPABASE_URL').argParser(projectUrl)
        .default('http://127.0.0.1:54321'),
    )
    .addOption(
      new Option('--publishable-key <key>', 'its publishable key').env('SUPABASE_PUBLISHABLE_KEY')
        .default(localKeys.publishableKey, 'that of the local shard'),
    )
    .addOption(
      new Option('--secret-key <key>', 'its secret key').env('SUPABASE_SECRET_KEY')
        .default(localKeys.secretKey, 'that of the local shard'),
    )
    .addOption(
      new Option('--db-url <url>', 'its database, as postgres (default: the local shard)').env('SUPABASE_DB_URL')
        .argParser(databaseUrl),
    )
    .action(async ({ url, publishableKey, secretKey, dbUrl }) => {
      // Imported late: on Node 20, supabase-js prints a warning, which the usage must not contain.
      const { runProbes } = await import('./hosted_probe/run_probes.ts');
      const { summary } = await import('./hosted_probe/probe.ts');
      const sql = connectToShard(dbUrl);
      try {
        const outcomes = await runProbes({ url, publishableKey, secretKey, sql }, console.log);
        console.log(`\n${summary(outcomes)}`);
        if (outcomes.some(({ status }) => status === 'FAILED')) {
          throw new CommandFailure('A fact does not hold', 'Read what rests on it in docs/hosted_assumptions.md.');
        }
      } finally {
        await sql.end();
      }
    }),
);
