import { setTimeout as sleep } from 'node:timers/promises';
import type postgres from 'postgres';

/** Counts how many of an app's four slots for exec_sql calls are taken, by any session. */
export async function slotsTaken(sql: postgres.Sql, appId: number): Promise<number> {
  const rows = await sql<{ taken: number }[]>`
    select count(distinct slot)::integer as taken
    from generate_series(1, 4) as slot
    cross join hashtextextended(format('appshard exec_sql %s %s', ${appId}::bigint, slot), 0) as key
    join pg_locks on locktype = 'advisory' and granted
      and classid::bigint = (key >> 32) & 4294967295 and objid::bigint = key & 4294967295`;
  return rows[0]?.taken ?? 0;
}

/** Waits until a condition holds, for at most ten seconds. */
export async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 500; tries++) {
    if (await holds()) return;
    await sleep(20);
  }
  throw new Error('Timed out: the condition did not hold within ten seconds');
}
