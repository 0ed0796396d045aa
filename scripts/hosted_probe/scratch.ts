import { randomUUID } from 'node:crypto';
import type postgres from 'postgres';
import { z } from 'zod';
import { type Client, connectClient, untilServed } from '../stack/client.ts';

export interface Target {
  url: string;
  publishableKey: string;
  secretKey: string;
  /** A session of postgres. */
  sql: postgres.Sql;
}

/** What the probes use: one app with one private table, and one member. */
export interface Scratch extends Target {
  /** True on the local stack, whose Data API is not PostgREST. */
  isLocal: boolean;
  appId: number;
  /** The full name of the table. Its column is `text`. */
  table: string;
  member: { id: string; client: Client; token: string };
  anon: Client;
  platform: Client;
}

const spec = [{ name: 'notes', columns: [{ name: 'text', type: 'text', required: true }] }];
const created = z.object({ id: z.number(), tables: z.record(z.string(), z.string()) });

/** Creates what the probes use, runs them, and removes it again, also after an error. */
export async function withScratch<Result>(
  target: Target,
  work: (scratch: Scratch) => Promise<Result>,
): Promise<Result> {
  const { sql } = target;
  await sql.unsafe(probeFunctions);
  const [row] = await sql<{ app: unknown }[]>`
    select platform.create_app('Hosted probe', tables => ${JSON.stringify(spec)}::text::jsonb) as app`;
  const { id: appId, tables } = created.parse(row?.app);
  try {
    const table = tables['notes'] ?? '';
    const platform = connectClient(target.url, target.secretKey);
    await untilServed(platform, table);
    const member = await createMember(target, appId);
    const anon = connectClient(target.url, target.publishableKey);
    return await work({ ...target, isLocal: !await hasPostgrest(sql), appId, table, member, anon, platform });
  } finally {
    await sql`delete from auth.users where raw_user_meta_data ->> 'app_id' = ${String(appId)}`;
    await sql`select platform.delete_app(${appId}), platform.purge_app(${appId})`;
    await sql.unsafe('drop function public.hosted_probe(), public.hosted_probe_slow()');
  }
}

/** PostgREST names itself in its sessions. */
async function hasPostgrest(sql: postgres.Sql): Promise<boolean> {
  const sessions = await sql`
    select from pg_catalog.pg_stat_activity where usename = 'authenticator' and application_name ilike 'postgrest%'`;
  return sessions.length > 0;
}

/** Creates a confirmed user through Auth, or signs one up where Auth has no administration, and signs in. */
async function createMember({ url, publishableKey, secretKey }: Target, appId: number): Promise<Scratch['member']> {
  const client = connectClient(url, publishableKey);
  const account = { email: `probe.${randomUUID()}@example.com`, password: randomUUID() };
  const data = { app_id: appId };
  const administered = await connectClient(url, secretKey).auth.admin
    .createUser({ ...account, email_confirm: true, user_metadata: data });
  if (administered.error !== null) {
    const { error } = await client.auth.signUp({ ...account, options: { data } });
    if (error !== null) throw error;
  }
  const { data: { session }, error } = await client.auth.signInWithPassword(account);
  if (session === null) throw error ?? new Error('Cannot sign in: the response has no session');
  return { id: session.user.id, client, token: session.access_token };
}

/** Functions that show what the Data API sets. They are dropped at the end; a probe that was killed leaves them behind. */
const probeFunctions = `
  create or replace function public.hosted_probe() returns jsonb language sql volatile set search_path = '' as $$
    select pg_catalog.jsonb_build_object(
      'role', current_user,
      'session', session_user,
      'read_only', pg_catalog.current_setting('transaction_read_only'),
      'limit', pg_catalog.current_setting('transaction_timeout'),
      'claims', pg_catalog.current_setting('request.jwt.claims')::jsonb,
      'headers', pg_catalog.current_setting('request.headers')::jsonb)
  $$;
  create or replace function public.hosted_probe_slow() returns boolean language sql volatile set search_path = ''
    set statement_timeout = '30s' as $$
    select pg_catalog.pg_sleep(3.5) is not null
  $$;
  revoke all on function public.hosted_probe(), public.hosted_probe_slow() from public, anon, authenticated, service_role;
  grant execute on function public.hosted_probe() to anon, authenticated, service_role;
  grant execute on function public.hosted_probe_slow() to anon`;
