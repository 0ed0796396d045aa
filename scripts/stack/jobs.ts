import { connect } from './connect.ts';

const pause = 1000;

/** Does what a scheduler such as pg_cron does on a hosted shard: deletes what apps still hold of deleted accounts. */
export function startJobs(databaseUrl: string): () => Promise<void> {
  const sql = connect(databaseUrl);
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  const run = async () => {
    try {
      let removed = 1;
      while (removed > 0 && !stopped) {
        const [batch] = await sql<{ removed: number }[]>`
          select (platform.finish_removals() ->> 'removed')::integer as removed`;
        removed = batch?.removed ?? 0;
      }
    } catch (error) {
      if (!stopped) console.error('Cannot finish the removal of deleted accounts, will try again:', error);
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
