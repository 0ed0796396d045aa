// npm run schema:jobs [-- --app 57] [--db-url URL]
//
// Does what changes of big tables left to be done (platform.schema_jobs): indexes, built without stopping writers, and the
// check of rows that were there before a constraint. Needs a direct connection as postgres. Can be run again at any time,
// also several at once: a job that failed or was cut off is begun again.
import { parseArgs } from 'node:util';
import { runJob } from './schema_jobs/run_job.ts';
import { connect } from './stack/connect.ts';
import { stateDir } from './stack/paths.ts';
import { databaseUrl } from './stack/postgres.ts';
import { findRun } from './stack/running.ts';

const { values } = parseArgs({ options: { app: { type: 'string' }, 'db-url': { type: 'string' } } });
if (values.app !== undefined && !/^[1-9]\d{0,9}$/.test(values.app)) {
  console.error('Usage: npm run schema:jobs [-- --app 57] [--db-url URL]');
  process.exit(2);
}

const sql = connect(values['db-url'] ?? databaseUrl(findRun(stateDir)?.databasePort ?? 54322));
try {
  const jobs = await sql<{ id: string; statement: string }[]>`
    select id, statement from platform.schema_jobs
    where status <> 'done' and app_id = coalesce(${values.app ?? null}::bigint, app_id) order by id`;
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
