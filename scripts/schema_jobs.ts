// npm run schema:jobs: runs the jobs that schema changes created for large tables (platform.schema_jobs). They build indexes
// without blocking writers, and validate constraints against the existing rows. Run it at any time, even concurrently: it
// retries jobs that failed or were interrupted.
import { runJob } from './schema_jobs/run_job.ts';
import { appId, databaseUrl } from './cli/arguments.ts';
import { command, run } from './cli/command.ts';
import { connectToShard } from './stack/connect_to_shard.ts';

await run(
  command(
    'npm run schema:jobs --',
    'Runs the jobs that schema changes created for large tables. Run it again at any time.',
  )
    .option('--app <app-id>', 'run only the jobs of this app', appId)
    .option('--db-url <url>', 'a direct connection as postgres (default: the local shard)', databaseUrl)
    .action(async ({ app, dbUrl }) => {
      const sql = connectToShard(dbUrl);
      try {
        const jobs = await sql<{ id: string; statement: string }[]>`
          select id, statement from platform.schema_jobs
          where status <> 'done' and app_id = coalesce(${app ?? null}::bigint, app_id) order by id`;
        if (jobs.length === 0) console.log('Nothing to do');
        for (const { id, statement } of jobs) {
          const outcome = await runJob(sql, id);
          console.log(`${outcome.padEnd(7)} ${id} ${statement}`);
          if (outcome === 'failed') {
            const [failed] = await sql<{ error: string }[]>`select error from platform.schema_jobs where id = ${id}`;
            console.error(`        ${failed?.error}`);
            process.exitCode = 1;
          }
        }
      } finally {
        await sql.end();
      }
    }),
);
