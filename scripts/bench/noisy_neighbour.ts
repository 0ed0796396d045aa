import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { SignJWT } from 'jose';
import { connect } from '../stack/connect.ts';
import { startGateway } from '../stack/gateway.ts';
import { localKeys } from '../stack/keys.ts';
import { freePort } from '../stack/ports.ts';
import { percentile, time } from './measure.ts';
import { millisecondsRow, type Row } from './report.ts';
import type { Bench } from './setting.ts';
import { connectPlatform } from './shard.ts';
import { claimsOf } from './token.ts';
import { makeTwins } from './twins.ts';

const callers = 32;
const requestsOfPage = 8;
const goalMs = 160;
/** So that a shard on which every select waits for a timeout does not take an hour. */
const patienceMs = 30_000;
/** What the header Retry-After says. */
const retryAfterMs = 1000;

/** Returns the status of the response, with what the body of another one than 200 and 429 says. */
type Get = (path: string) => Promise<string>;

/**
 * Measures over HTTP how long the point select of one app takes while a member of another app sends 32 heavy requests: in one
 * burst, and all the time, each caller again when it has a response, or as Retry-After says. Then a page sends eight short
 * requests at once, of which none may be refused.
 */
export async function benchNoisyNeighbour(bench: Bench): Promise<Row[]> {
  const { cluster } = bench;
  const noisy = await makeTwins(bench, { users: 10, rowsPerUser: 100 });
  const quiet = await makeTwins(bench, { users: 10, rowsPerUser: 100 });
  const views = await makeHeavyViews(bench, noisy.appId, noisy.guarded);
  const gateway = await startGateway({
    port: await freePort(),
    databasePort: cluster.port,
    keys: localKeys,
    functionsOrigin: () => null,
    logFile: join(cluster.dataDir, '..', 'gateway.log'),
  });
  try {
    const asNoisy = await getAs(gateway.url, noisy.userId);
    const asQuiet = await getAs(gateway.url, quiet.userId);
    const pointSelects = async (count: number) => {
      const begun = performance.now();
      const times: number[] = [];
      while (times.length < count && performance.now() - begun < patienceMs) {
        times.push(await time(() => asQuiet(`${quiet.guarded}?select=*&id=eq.${quiet.ids[0]}`)));
      }
      return times;
    };
    await pointSelects(50);
    const rows = rowsOf('point select of app B', await pointSelects(200));
    for (const { what, view } of views) {
      const burst = startStorm(() => asNoisy(view), 1);
      rows.push(...rowsOf(`beside a burst of ${callers} GETs of app A, ${what}`, await pointSelects(100), goalMs));
      await burst.end(bench);
      const storm = startStorm(() => asNoisy(view));
      rows.push(...rowsOf(`beside ${callers} callers of app A, ${what}`, await pointSelects(200), goalMs));
      rows.push({ what: '  responses to app A', measured: await storm.end(bench) });
    }
    return [...rows, await visitPage(asNoisy, noisy.guarded)];
  } finally {
    await gateway.close();
  }
}

/** Creates, as the app's owner could, a view that is heavy with the app's rows, and one that reads no table. */
async function makeHeavyViews(
  { cluster }: Bench,
  appId: number,
  table: string,
): Promise<{ what: string; view: string }[]> {
  const queries = {
    'a view of a table':
      `select count(*) from ${table} as a, ${table} as b, ${table} as c, ${table} as d, ${table} as e`,
    'a view without a table': 'select count(*) from generate_series(1, 1000000000)',
  };
  const platform = await connectPlatform(cluster);
  const views = Object.entries(queries).map(([what, query], index) => ({
    what,
    query,
    view: `app_${appId}_heavy_${index}`,
  }));
  for (const { view, query } of views) {
    const [row] = await platform<{ answer: { results?: unknown } }[]>`
      select platform.exec_sql(${appId}, ${`create view ${view} as ${query}`}) as answer`;
    if (row?.answer.results === undefined) throw new Error(`Cannot create the view: ${JSON.stringify(row?.answer)}`);
  }
  await platform.end();
  return views;
}

/** Sends the request from 32 callers at a time, each again and again or, with `rounds`, that many times. */
function startStorm(request: () => Promise<string>, rounds = Infinity) {
  const counts = new Map<string, number>();
  let over = false;
  const all = Promise.all(Array.from({ length: callers }, async () => {
    for (let round = 0; round < rounds && !over; round++) {
      const status = await request();
      if (over) return;
      counts.set(status, (counts.get(status) ?? 0) + 1);
      if (status === '429') await sleep(retryAfterMs);
    }
  }));
  return {
    /** Cancels what still runs, and returns how often each status was returned. */
    end: async ({ cluster }: Bench): Promise<string> => {
      over = true;
      const admin = connect(cluster.url('supabase_admin'));
      let done = false;
      void all.then(() => (done = true));
      while (!done) {
        await admin`
          select pg_cancel_backend(pid) from pg_stat_activity
          where usename = 'authenticator' and state = 'active' and query_start < now() - interval '0.2 s'`;
        await sleep(50);
      }
      await admin.end();
      return [...counts].map(([status, count]) => `${status}: ${count}`).sort().join(', ');
    },
  };
}

/** A page of an app sends all of its requests at once, as browsers do. */
async function visitPage(get: Get, table: string): Promise<Row> {
  const paths = Array.from({ length: requestsOfPage }, (_, index) => `${table}?select=*&limit=20&offset=${index}`);
  const visits = await repeat(50, () => Promise.all(paths.map(get)));
  const refused = visits.flat().filter((status) => status !== '200').length;
  return {
    what: `a page of ${requestsOfPage} short requests at once, 50 times`,
    measured: `${refused} refused`,
    goal: { text: '0', met: refused === 0 },
  };
}

function rowsOf(what: string, times: readonly number[], goal?: number): Row[] {
  return [
    millisecondsRow(`${what}, p50`, percentile(times, 0.5)),
    millisecondsRow(`${what}, p95`, percentile(times, 0.95), goal),
  ];
}

async function repeat<Result>(count: number, work: () => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  for (let call = 0; call < count; call++) results.push(await work());
  return results;
}

/** Returns a function that sends a GET as the user and returns the status of the response. */
async function getAs(url: string, userId: string): Promise<Get> {
  const token = await new SignJWT(claimsOf(userId))
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .sign(new TextEncoder().encode(localKeys.jwtSecret));
  const headers = { apikey: localKeys.publishableKey, authorization: `Bearer ${token}` };
  return async (path) => {
    const response = await fetch(`${url}/rest/v1/${path}`, { headers });
    const body = await response.text();
    return response.status === 200 || response.status === 429 ? String(response.status) : `${response.status} ${body}`;
  };
}
