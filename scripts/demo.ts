// npm run demo: runs the demo against a running project.
import { Option } from '@commander-js/extra-typings';
import { projectUrl } from './cli/arguments.ts';
import { command, errorLine, run } from './cli/command.ts';
import { localKeys } from './stack/keys.ts';

await run(
  command('npm run demo --', 'Runs the demo against a running project, the local shard by default.')
    .option('--url <url>', 'the URL of the project', projectUrl, 'http://127.0.0.1:54321')
    .addOption(
      new Option('--publishable-key <key>', 'the publishable key of the project')
        .default(localKeys.publishableKey, 'the key of the local shard'),
    )
    .addOption(
      new Option('--secret-key <key>', 'the secret key of the project').default(
        localKeys.secretKey,
        'the key of the local shard',
      ),
    )
    .action(async (project) => {
      // Imported late: on Node 20, supabase-js prints a warning, which the usage must not contain.
      const { runDemo } = await import('./demo/run_demo.ts');
      try {
        await runDemo(project, console.log);
      } catch (error) {
        console.error(`\nTHE DEMO FAILED: ${errorLine(error)}`);
        process.exit(1);
      }
    }),
);
