import { createClient } from '@supabase/supabase-js';
import { setTimeout as sleep } from 'node:timers/promises';
import ws from 'ws';

/** An unmodified supabase-js client. Each has its own session, in memory. */
export type Client = ReturnType<typeof connectClient>;

/** @param token a user's token to send instead of one from signing in */
export function connectClient(url: string, key: string, token?: string) {
  return createClient(url, key, {
    auth: { persistSession: false, autoRefreshToken: false },
    // Node 20 has no built-in WebSocket, and supabase-js requires one even if realtime is not used.
    realtime: { transport: ws as unknown as typeof WebSocket },
    ...(token === undefined ? {} : { accessToken: () => Promise.resolve(token) }),
  });
}

/** Waits until the Data API serves a new table: until its schema cache is reloaded it returns PGRST205. */
export async function untilServed(client: Client, table: string): Promise<void> {
  const deadline = performance.now() + 10_000;
  for (;;) {
    const { error } = await client.from(table).select().limit(1);
    if (error?.code !== 'PGRST205') return;
    if (performance.now() > deadline) {
      throw new Error(`Cannot read ${table}: the Data API does not serve it after 10 s`);
    }
    await sleep(20);
  }
}
