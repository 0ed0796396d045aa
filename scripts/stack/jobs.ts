import { connect } from './connect.ts';

const pause = 1000;

/** Does what a scheduler such as pg_cron does on a hosted shard: brings profiles in line with changed and deleted accounts. */
export function startJobs(databaseUrl: string): () => Promise<void> {
  const sql = connect(databaseUrl);
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
    } catch (error) {
      if (!stopped) console.error('Cannot finish the changes of accounts, will try again:', error);
    }
    if (!stopped) timer = setTimeout(() => void run(), pause);
  };
  timer = setTimeout(() => void run(), pause);
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await sql.end({ timeout: 1 });
  };
}
