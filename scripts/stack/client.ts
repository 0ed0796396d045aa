import { createClient } from '@supabase/supabase-js';
import ws from 'ws';

/** An unmodified supabase-js client; each has a session of its own, in memory. */
export type Client = ReturnType<typeof connectClient>;

/** @param token a user's token to send in place of one from signing in */
export function connectClient(url: string, key: string, token?: string) {
  return createClient(url, key, {
    auth: { persistSession: false, autoRefreshToken: false },
    // Node 20 has no WebSocket of its own, and supabase-js asks for one even where realtime is not used.
    realtime: { transport: ws as unknown as typeof WebSocket },
    ...(token === undefined ? {} : { accessToken: () => Promise.resolve(token) }),
  });
}
