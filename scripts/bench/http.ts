import { join } from 'node:path';
import { SignJWT } from 'jose';
import { type Functions, startFunctions } from '../stack/functions.ts';
import { startGateway } from '../stack/gateway.ts';
import { localKeys } from '../stack/keys.ts';
import { freePort } from '../stack/ports.ts';
import { fillWithTables } from './fill.ts';
import { compare, median, time, type Timed } from './measure.ts';
import { addedRow, millisecondsRow, ratioRow, type Row } from './report.ts';
import type { Bench } from './setting.ts';
import { notes } from './specs.ts';
import { claimsOf } from './token.ts';
import { makeTwins } from './twins.ts';

const tablesForReload = 1000;

/** Measures over HTTP, through the gateway of the local stack, what the policies and the functions add to a request. */
export async function benchHttp(bench: Bench): Promise<Row[]> {
  const { cluster, size } = bench;
  const twins = await makeTwins(bench, { users: 10, rowsPerUser: 100 });
  let functions: Functions | null = null;
  const logFile = join(cluster.dataDir, '..', 'gateway.log');
  const gateway = await startGateway({
    port: await freePort(),
    databasePort: cluster.port,
    keys: localKeys,
    functionsOrigin: () => functions?.origin ?? null,
    logFile,
  });
  try {
    functions = await startFunctions({
      projectUrl: gateway.url,
      databaseUrl: cluster.url(),
      keys: localKeys,
      logFile: join(cluster.dataDir, '..', 'functions.log'),
    });
    const user = { apikey: localKeys.publishableKey, authorization: `Bearer ${await tokenOf(twins.userId)}` };
    const platform = { apikey: localKeys.secretKey, 'content-profile': 'platform', 'content-type': 'application/json' };
    const [id] = twins.ids;
    const bare = `${twins.bare}?select=*&id=eq.${id}&user_id=eq.${twins.userId}`;

    const select = await compare(
      size.rounds,
      20,
      get(`${gateway.url}/rest/v1/${twins.guarded}?select=*&id=eq.${id}`, user),
      get(`${gateway.url}/rest/v1/${bare}`, user),
    );
    const handler = await compare(
      size.rounds,
      20,
      get(`${gateway.url}/functions/v1/apps/${twins.appId}`, platform),
      post(`${gateway.url}/rest/v1/rpc/get_app`, platform, { app_id: twins.appId }),
    );
    const call = { app_id: twins.appId, sql: `select * from ${twins.guarded} where id = '${id}'` };
    const sqlHandler = await compare(
      size.rounds,
      20,
      post(`${gateway.url}/functions/v1/sql`, platform, call),
      post(`${gateway.url}/rest/v1/rpc/exec_sql`, platform, call),
    );
    await fillWithTables(bench, tablesForReload);
    return [
      ratioRow('select by key over HTTP : from a table without row security', select),
      addedRow('GET apps/:id over HTTP - the RPC get_app', handler, 3),
      addedRow('POST sql over HTTP - the RPC exec_sql', sqlHandler, 3),
      ...await createOverHttp(gateway.url, platform, user),
    ];
  } finally {
    await functions?.stop();
    await gateway.close();
  }
}

/** Creates a few apps with one table each, and waits until the Data API serves the new table. */
async function createOverHttp(url: string, platform: HeadersInit, user: HeadersInit): Promise<Row[]> {
  const creations: number[] = [];
  const waits: number[] = [];
  for (let call = 0; call < 10; call++) {
    let created: unknown;
    creations.push(
      await time(async () => {
        created = await send(`${url}/functions/v1/apps`, {
          method: 'POST',
          headers: platform,
          body: '{"name":"Bench"}',
        });
      }),
    );
    const { app } = created as { app: { id: number } };
    const body = JSON.stringify(notes('notes'));
    await send(`${url}/functions/v1/apps/${app.id}/tables`, { method: 'POST', headers: platform, body });
    waits.push(await time(() => untilServed(`${url}/rest/v1/app_${app.id}_notes?select=id`, user)));
  }
  return [
    millisecondsRow('create_app over HTTP, p50', median(creations), 300),
    millisecondsRow(`new table usable over the Data API, ${tablesForReload} tables, p50`, median(waits), 1000),
  ];
}

function get(url: string, headers: HeadersInit): Timed {
  return () => time(() => send(url, { headers }));
}

function post(url: string, headers: HeadersInit, body: unknown): Timed {
  return () => time(() => send(url, { method: 'POST', headers, body: JSON.stringify(body) }));
}

async function send(url: string, request: RequestInit): Promise<unknown> {
  const response = await fetch(url, request);
  const text = await response.text();
  if (!response.ok) throw new Error(`${request.method ?? 'GET'} ${url} returned ${response.status}: ${text}`);
  return JSON.parse(text) as unknown;
}

async function untilServed(url: string, headers: HeadersInit): Promise<void> {
  for (;;) {
    const response = await fetch(url, { headers });
    await response.text();
    if (response.ok) return;
    if (response.status !== 404) throw new Error(`GET ${url} returned ${response.status}`);
  }
}

function tokenOf(userId: string): Promise<string> {
  return new SignJWT(claimsOf(userId))
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuedAt()
    .setExpirationTime('1h')
    .sign(new TextEncoder().encode(localKeys.jwtSecret));
}
