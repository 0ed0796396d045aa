// npm run app:repair -- 57: creates whatever an app is missing and prints each step. It leaves everything correct unchanged, so
// a second run does nothing. The desired state is --spec, else supabase/apps/<id>.json if it exists, else the registry.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { appId, databaseUrl, existingFile } from './cli/arguments.ts';
import { command, run } from './cli/command.ts';
import { connectToShard } from './stack/connect_to_shard.ts';
import { appsDir } from './stack/paths.ts';

await run(
  command(
    'npm run app:repair --',
    'Creates whatever an app is missing and prints each step. A second run does nothing.',
  )
    .argument('<app-id>', 'the id of the app, such as 57', appId)
    .option(
      '--spec <file>',
      'the desired state as JSON (default: supabase/apps/<app-id>.json if it exists)',
      existingFile,
    )
    .option('--db-url <url>', 'the database (default: the local shard)', databaseUrl)
    .action(async (app, { spec, dbUrl }) => {
      const defaultFile = join(appsDir, `${app}.json`);
      const file = spec ?? (existsSync(defaultFile) ? defaultFile : null);
      const desired = file === null ? null : readFileSync(file, 'utf8');
      const sql = connectToShard(dbUrl);
      try {
        const [row] = await sql<{ result: unknown }[]>`
          select platform.repair_app(${app}::bigint, ${desired}::text::jsonb) as result`;
        const { steps } = z.object({ steps: z.array(z.string()) }).parse(row?.result);
        console.log(steps.length === 0 ? `App ${app}: nothing to do` : [`App ${app}:`, ...steps].join('\n  '));
      } finally {
        await sql.end();
      }
    }),
);
