// npm start: starts the shard, runs the demo against it, and serves until Ctrl-C. The data is kept in .appshard/.
import { port } from './cli/arguments.ts';
import { command, run } from './cli/command.ts';

await run(
  command('npm start --', 'Starts the local shard, runs the demo and serves until Ctrl-C.')
    .option('--reset', 'first delete the data of earlier runs')
    .option('--no-demo', 'skip the demo')
    .option('--port <port>', 'serve HTTP on this port (default: 54321, or a free one near it)', port)
    .option('--db-port <port>', 'serve PostgreSQL on this port (default: 54322, or a free one near it)', port)
    .action(async (options) => {
      // Imported only here, because loading the stack takes seconds and --help does not need it.
      const { serve } = await import('./start/serve.ts');
      await serve(options);
    }),
);
