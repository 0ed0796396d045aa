import { connect } from './connect.ts';

const pause = 1000;

/**
 * Does what a scheduler such as pg_cron does on a hosted shard: brings profiles in line with changed and deleted accounts, and runs
 * what waits for code of apps, with a time limit.
 */
export function startJobs(databaseUrl: string): () => Promise<void> {
  const sql = connect(databaseUrl);
  const limited = connect(databaseUrl, { connection: { statement_timeout: 8000 } });
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  const run = async () => {
    try {
      let finished = 1;
      while (finished > 0 && !stopped) {
        const [batch] = await sql<{ finished: number }[]>`
          select (platform.finish_account_changes() ->> 'finished')::integer as finished`;
        finished = batch?.finished ?? 0;
      }
      await limited`select platform.run_pending_code()`;
    } catch (error) {
      if (!stopped) console.error('Cannot finish what waits for accounts and apps, will try again:', error);
    }
    if (!stopped) timer = setTimeout(() => void run(), pause);
  };
  timer = setTimeout(() => void run(), pause);
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await Promise.all([sql.end({ timeout: 1 }), limited.end({ timeout: 1 })]);
  };
}
