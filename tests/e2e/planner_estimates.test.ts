import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, untilServed } from '../../scripts/stack/client.ts';
import { connect } from '../../scripts/stack/connect.ts';
import {
  anonClient,
  callPlatform,
  clientWithToken,
  mintToken,
  project,
  secretClient,
  type SignedUp,
  signUp,
} from '../support/project.ts';

// API-1: nobody but the platform gets an estimate of the query planner, which counts rows whatever row security hides. The table
// has 150 private rows of alice, 50 of them with the text hepatitis, and PostgreSQL has statistics of it.

const admin = connect(project().databaseUrls.supabaseAdmin);
const authenticator = connect(project().databaseUrls.authenticator);
let ours: number;
let alice: SignedUp;
let eve: SignedUp;
let mallory: SignedUp;
let key: string;
const table = () => `app_${ours}_notes`;
const estimates = ['planned', 'estimated'] as const;

beforeAll(async () => {
  const columns = [{ name: 'text', type: 'text', required: true }];
  const create = async (name: string) =>
    (await callPlatform<{ id: number }>('create_app', { name, tables: [{ name: 'notes', columns }] })).id;
  ours = await create('Counted');
  const theirs = await create('Of the attacker');
  await untilServed(secretClient(), `app_${theirs}_notes`);
  [alice, eve, mallory] = await Promise.all([signUp(ours), signUp(theirs), signUp()]);
  const rows = Array.from({ length: 150 }, (_, n) => ({
    user_id: alice.userId,
    text: n % 3 === 0 ? 'hepatitis' : `note ${n}`,
  }));
  await secretClient().from(table()).insert(rows).throwOnError();
  await admin.unsafe(`analyze public.${table()}`);
  const made = { app_id: theirs, scopes: ['read'], expires_at: new Date(Date.now() + 3_600_000).toISOString() };
  const [keyId, hash] = [crypto.randomUUID(), '0'.repeat(64)];
  await callPlatform('create_app_key', { ...made, name: 'of the attacker', key_id: keyId, token_hash: hash });
  key = await mintToken({ role: 'app_service', app_id: theirs, key_id: keyId, scopes: ['read'], iss: 'appshard' });
});

afterAll(async () => {
  await admin.end();
  await authenticator.end();
});

describe('through supabase-js', () => {
  const attackers: [string, () => Client][] = [
    ['a member of another app', () => eve.client],
    ['a stranger', () => mallory.client],
    ['a visitor', () => anonClient()],
    ['a key of another app', () => clientWithToken(key)],
    ['a member of the app', () => alice.client],
  ];

  it.each(attackers)('%s gets no estimate of the rows', async (_, who) => {
    for (const count of estimates) {
      for (const head of [true, false]) {
        const answers = await Promise.all([
          who().from(table()).select('*', { count, head }),
          who().from(table()).select('*', { count, head }).eq('text', 'hepatitis'),
          who().from(table()).select('id', { count, head }).lt('text', 'i'),
          who().from(`app_${ours}_users`).select('id', { count, head }),
          who().rpc('my_apps', {}, { count, head }),
        ]);
        for (const answer of answers) expect([answer.status, answer.count, answer.data]).toEqual([403, null, null]);
      }
      const told = await who().from(table()).select('*', { count });
      expect(told.error).toMatchObject({ code: 'PT403', details: 'planner_estimate_refused' });
    }
  });

  it('a write that asks for an estimate changes nothing', async () => {
    const { status } = await alice.client.from(table()).insert({ text: 'new' }, { count: 'planned' });
    expect(status).toBe(403);
    const { count } = await alice.client.from(table()).select('*', { count: 'exact', head: true });
    expect(count).toBe(150);
  });

  it('an exact count is that of the rows which the caller may read', async () => {
    const exact = async (client: Client) =>
      (await client.from(table()).select('*', { count: 'exact', head: true }).eq('text', 'hepatitis')).count;
    expect(await exact(alice.client)).toBe(50);
    expect(await exact(eve.client)).toBe(0);
    expect(await exact(mallory.client)).toBe(0);
    expect(await exact(clientWithToken(key))).toBe(0);
  });

  it('the platform gets estimates', async () => {
    const all = await secretClient().from(table()).select('*', { count: 'planned', head: true });
    expect(all.count).toBe(150);
    const sick = await secretClient().from(table()).select('*', { count: 'planned', head: true }).eq(
      'text',
      'hepatitis',
    );
    expect(sick.count).toBe(50);
  });
});

describe('by hand', () => {
  it.each([
    ['with spaces', ['count = planned']],
    ['with quotes', ['count="planned"']],
    ['in capitals', ['COUNT=PLANNED']],
    ['in a list', ['tx=rollback, count=estimated']],
    ['with a tab', ['return=representation,\tcount=estimated']],
    ['twice in one header', ['count=exact, count=planned']],
    ['in the last of two headers', ['count=exact', 'count=planned']],
    ['in the first of two headers', ['count=planned', 'return=representation']],
    ['in the first of three headers', ['count=estimated', 'handling=lenient', 'count=exact']],
    ['in the second of three headers', ['handling=lenient', 'count=planned', 'count=exact']],
  ])('an estimate is refused %s', async (_, prefer) => {
    const answer = await send(`/rest/v1/${table()}?text=eq.hepatitis`, prefer, eve.accessToken);
    expect([answer.status, answer.range]).toEqual([403, '']);
  });

  it.each([
    ['with an encoded underscore', () => `/rest/v1/${table().replaceAll('_', '%5F')}`],
    ['with encoded letters', () => `/rest/v1/%61%70%70${table().slice(3)}`],
    ['with a slash at its end', () => `/rest/v1/${table()}/`],
    ['with two slashes', () => `/rest/v1//${table()}`],
    ['in capitals', () => `/rest/v1/${table().toUpperCase()}`],
    ['with a semicolon', () => `/rest/v1/${table()};x`],
    ['with a broken encoding', () => `/rest/v1/${table()}%E0%A4`],
    ['with letters of another alphabet', () => `/rest/v1/${table()}%CC%81`],
  ])('an estimate is refused for a path %s', async (_, path) => {
    const answer = await send(path(), ['count=planned'], eve.accessToken);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.range).not.toMatch(/\d$/);
  });

  it('a query plan is refused, whoever asks', async () => {
    for (const token of [eve.accessToken, alice.accessToken]) {
      for (const accept of ['application/vnd.pgrst.plan', 'application/vnd.pgrst.plan+json; options=analyze']) {
        const answer = await send(`/rest/v1/${table()}`, [], token, accept);
        expect([403, 406]).toContain(answer.status);
      }
    }
  });
});

describe('the statements of PostgREST, in a session of authenticator', () => {
  async function explains(role: string, prefer: string): Promise<string> {
    try {
      return await authenticator.begin(async (sql) => {
        await sql`select set_config('request.jwt.claims', ${JSON.stringify({ sub: eve.userId, role })}, true),
          set_config('request.headers', ${JSON.stringify({ prefer })}, true), set_config('role', ${role}, true)`;
        await sql`select "data_api"."check_request"()`;
        const [row] = await sql.unsafe<{ 'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }] }[]>(
          `EXPLAIN ( FORMAT JSON ) SELECT 1 FROM "public"."${table()}" WHERE "public"."${table()}"."text" = $1`,
          ['hepatitis'],
        );
        return String(row?.['QUERY PLAN'][0].Plan['Plan Rows']);
      });
    } catch (error) {
      return (error as { code: string }).code;
    }
  }

  it('an EXPLAIN that the headers do not show is refused by the policy of the table', async () => {
    // The first time, the second time and the tenth time: neither a plan nor the result of the planner is cached.
    for (let time = 0; time < 10; time++) expect(await explains('authenticated', 'count=exact')).toBe('PT403');
    expect(await explains('anon', 'count=exact')).toBe('42501');
    expect(await explains('app_service', 'count=exact')).toBe('PT403');
    expect(await explains('service_role', 'count=planned')).toBe('50');
  });

  it('the owner of the database explains a query as a user', async () => {
    const postgres = connect(project().databaseUrls.postgres);
    const [row] = await postgres.begin(async (sql) => {
      await sql`select set_config('role', 'authenticated', true)`;
      return await sql.unsafe(`explain (format json) select from public.${table()}`);
    });
    await postgres.end();
    expect(row).toHaveProperty('QUERY PLAN');
  });
});

/** Sends a GET with exactly these headers; fetch would join several of one name and normalize the path. */
function send(
  path: string,
  prefer: string[],
  token: string,
  accept = '*/*',
): Promise<{ status: number; range: string }> {
  const { url, keys } = project();
  const { hostname, port } = new URL(url);
  const headers = { apikey: keys.publishableKey, authorization: `Bearer ${token}`, accept, prefer };
  return new Promise((resolve, reject) => {
    request({ hostname, port, path, headers }, (response) => {
      response.resume();
      response.on(
        'end',
        () => resolve({ status: response.statusCode ?? 0, range: String(response.headers['content-range'] ?? '') }),
      );
    }).on('error', reject).end();
  });
}
