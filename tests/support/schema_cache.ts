import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '../../scripts/stack/client.ts';

/** Waits until the Data API knows a table that was just made: before that it answers PGRST205. */
export async function untilServed(client: Client, table: string): Promise<void> {
  const deadline = performance.now() + 10_000;
  for (;;) {
    const { error } = await client.from(table).select().limit(1);
    if (error?.code !== 'PGRST205') return;
    if (performance.now() > deadline) throw new Error(`${table} is not served after 10 s`);
    await sleep(20);
  }
}
