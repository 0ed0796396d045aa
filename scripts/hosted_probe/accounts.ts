import { randomUUID } from 'node:crypto';
import { connectClient } from '../stack/client.ts';
import { holds, type Probe } from './probe.ts';

export const accountProbes: Probe[] = [
  {
    id: 'H-AUTH-1',
    run: async ({ sql, appId, member }) => {
      const rows =
        await sql`select from platform.app_members where app_id = ${appId} and user_id = ${member.id} and status = 'active'`;
      holds(rows.length === 1, 'the user that Auth created is not a member: the trigger on auth.users did not run');
    },
  },
  {
    id: 'H-AUTH-2',
    run: async ({ sql, url, publishableKey }) => {
      const email = `probe.${randomUUID()}@example.com`;
      const { error } = await connectClient(url, publishableKey).auth
        .signUp({ email, password: randomUUID(), options: { data: { app_id: 999_999_999_999 } } });
      const [user] = await sql`select id from auth.users where email = ${email}`;
      if (user !== undefined) await sql`delete from auth.users where email = ${email}`;
      holds(user === undefined, 'Auth created a user although the trigger on auth.users raised an error');
      holds(error !== null, 'a sign-up that the trigger on auth.users refused returned no error');
    },
  },
  {
    id: 'H-AUTH-3',
    run: async ({ member, table }) => {
      const { data, error } = await member.client.from(table).insert({ text: 'probe' }).select('user_id').single();
      const owner = (data as { user_id: string } | null)?.user_id;
      holds(owner === member.id, `the row of the member belongs to ${owner}: ${error?.message ?? ''}`);
    },
  },
  {
    id: 'H-AUTH-4',
    run: async ({ sql }) => {
      const missing = await sql<{ name: string }[]>`
        select name from unnest(${[
        'id',
        'email',
        'email_confirmed_at',
        'raw_user_meta_data',
        'raw_app_meta_data',
        'banned_until',
        'deleted_at',
        'is_anonymous',
      ]}::text[]) as name
        where not exists (select from pg_catalog.pg_attribute where attrelid = 'auth.users'::regclass and attname = name)`;
      holds(missing.length === 0, `auth.users has no ${missing.map(({ name }) => name)}`);
    },
  },
  {
    id: 'H-AUTH-5',
    run: async ({ sql }) => {
      await sql.begin(async (transaction) => {
        await transaction`savepoint grant_usage`;
        await transaction`grant usage on schema auth to app_owner`.catch(() =>
          transaction`rollback to savepoint grant_usage`
        );
        const [row] = await transaction`select has_schema_privilege('app_owner', 'auth', 'USAGE') as granted`;
        await transaction`revoke usage on schema auth from app_owner`.catch(() => undefined);
        holds(
          row?.['granted'] === false,
          'postgres may give away USAGE on schema auth; access.user_id could be auth.uid',
        );
      });
    },
  },
  {
    id: 'H-AUTH-6',
    run: async ({ sql, member }) => {
      const [row] = await sql.begin(async (transaction) => {
        await transaction`select set_config('request.jwt.claims', ${JSON.stringify({ sub: member.id })}, true)`;
        return await transaction`select auth.uid() as id`;
      });
      holds(row?.['id'] === member.id, `auth.uid() is ${row?.['id']} and not the sub of request.jwt.claims`);
    },
  },
  {
    id: 'H-AUTH-7',
    notLocal: 'it signs tokens with a shared secret',
    run: async ({ url, publishableKey }) => {
      const response = await fetch(`${url}/auth/v1/.well-known/jwks.json`, { headers: { apikey: publishableKey } });
      const { keys = [] } = await response.json() as { keys?: { alg?: string }[] };
      holds(keys.length > 0, 'the project publishes no key with which its tokens are verified');
    },
  },
  {
    id: 'H-AUTH-8',
    run: async ({ sql, appId, member }) => {
      const rolledBack = new Error('rolled back');
      const left = await new Promise<number>((resolve, reject) => {
        sql.begin(async (transaction) => {
          await transaction`delete from auth.users where id = ${member.id}`;
          const rows =
            await transaction`select from platform.app_members where app_id = ${appId} and user_id = ${member.id}`;
          resolve(rows.length);
          throw rolledBack;
        }).catch((error: unknown) => error === rolledBack ? undefined : reject(error));
      });
      holds(left === 0, 'the membership of a deleted user remains');
    },
  },
  {
    id: 'H-AUTH-9',
    run: async ({ sql, appId, member }) => {
      // The app has no sign-up code, so what waits for the member is done as soon as the hook runs.
      await sql`insert into platform.pending_sign_ups (app_id, user_id) values (${appId}, ${member.id})`;
      const { error } = await member.client.auth.refreshSession();
      const waiting =
        await sql`select from platform.pending_sign_ups where app_id = ${appId} and user_id = ${member.id}`;
      holds(error === null, `the session of the member is not refreshed: ${error?.message}`);
      holds(
        waiting.length === 0,
        'Auth does not call the hook access.custom_access_token: enable it (docs/members.md)',
      );
    },
  },
  {
    id: 'H-AUTH-10',
    run: async ({ sql, url, publishableKey }) => {
      const email = `probe.${randomUUID()}@example.com`;
      const { error } = await connectClient(url, publishableKey).auth
        .signUp({ email, password: randomUUID(), options: { data: { app_id: 9_999_999_999 } } });
      await sql`delete from auth.users where email = ${email}`;
      holds(
        error?.status === 404 && error.message.startsWith('app_not_found: '),
        `Auth does not call the hook access.before_user_created (docs/members.md); it says: ${error?.message}`,
      );
    },
  },
];
