import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { untilServed } from '../../scripts/stack/client.ts';
import { connect } from '../../scripts/stack/connect.ts';
import { newApp } from '../support/apps.ts';
import { callPlatform, project, type SignedUp, signUp } from '../support/project.ts';
import { until } from '../support/slots.ts';

// CAP-2: requests to one app run in its slots, so they cannot hold all connections of the Data API.

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const callers = 32;
const slots = 4;
const admin = connect(project().databaseUrls.supabaseAdmin);
let busy: number;
let other: number;
let member: SignedUp;
let stranger: SignedUp;

beforeAll(async () => {
  const tables = [
    { name: 'notes', columns: [{ name: 'text', type: 'text' }] },
    { name: 'posts', scope: 'public_read', columns: [{ name: 'text', type: 'text' }] },
  ];
  busy = await newApp(tables);
  other = await newApp(tables);
  member = await signUp(busy);
  stranger = await signUp(other);
  // Views that run for seconds without using the CPU. The guard would refuse them; what an app can write is as slow.
  for (
    const [view, table, what] of [['slow', 'notes', 'pg_sleep(4)'], ['slow_posts', 'posts', 'pg_sleep(2)'], [
      'failing',
      'notes',
      '(1 / (length(text) - length(text)))',
    ]]
  ) {
    await admin.unsafe(`
      create view public.app_${busy}_${view} with (security_invoker = true) as
      select clock_timestamp() as begun, ${what}::text as waited, clock_timestamp() as ended from public.app_${busy}_${table};
      alter view public.app_${busy}_${view} owner to app_${busy};
      grant select on public.app_${busy}_${view} to anon, authenticated`);
  }
  await untilServed(member.client, `app_${busy}_posts`);
  for (const table of ['notes', 'posts']) {
    const { error } = await member.client.from(`app_${busy}_${table}`).insert({ text: 'one' });
    expect(error).toBeNull();
  }
  await admin.unsafe(`
    create view public.app_${busy}_idle with (security_invoker = true) as
    select clock_timestamp() as begun, pg_sleep(2)::text as waited, clock_timestamp() as ended;
    alter view public.app_${busy}_idle owner to app_${busy};
    grant select on public.app_${busy}_idle to authenticated`);
  await untilServed(member.client, `app_${busy}_idle`);
});

afterAll(async () => {
  for (const view of ['slow', 'slow_posts', 'failing', 'idle']) {
    await admin.unsafe(`drop view public.app_${busy}_${view}`);
  }
  for (const id of [busy, other]) {
    await callPlatform('delete_app', { app_id: id });
    await callPlatform('purge_app', { app_id: id });
  }
  await admin.end();
});

/** How many request slots of the busy app are taken, by any session. */
async function taken(pid?: number): Promise<number> {
  const [row] = await admin<{ taken: number }[]>`
    select count(*)::integer as taken from pg_locks
    where locktype = 'advisory' and granted and objsubid = 1 and pid = coalesce(${pid ?? null}::integer, pid)
      and (classid::bigint << 32) + objid::bigint
        between access.slot_key(${busy}, 1) and access.slot_key(${busy}, ${slots})`;
  return row?.taken ?? -1;
}

const allFree = () => until(async () => await taken() === 0);

function get(path: string, accessToken?: string, signal?: AbortSignal): Promise<Response> {
  const { url, keys } = project();
  const headers = { apikey: keys.publishableKey, ...(accessToken ? { authorization: `Bearer ${accessToken}` } : {}) };
  return fetch(`${url}/rest/v1/${path}`, { headers, signal: signal ?? null });
}

/** The most that ran at the same time, by the times that the rows themselves tell. */
function mostAtOnce(rows: readonly { begun: string; ended: string }[]): number {
  return Math.max(
    0,
    ...rows.map((row) => rows.filter((each) => each.begun <= row.begun && row.begun < each.ended).length),
  );
}

async function storm(view: string, accessToken?: string, prefix = `app_${busy}_`) {
  const answers = await Promise.all(Array.from({ length: callers }, async () => {
    const response = await get(`${prefix}${view}?select=begun,ended,waited`, accessToken);
    return { status: response.status, retryAfter: response.headers.get('retry-after'), body: await response.json() };
  }));
  const served = answers.filter(({ status }) => status === 200).flatMap(({ body }) => body);
  return { served, refused: answers.filter(({ status }) => status !== 200) };
}

it('four of 32 requests of an app run, the others are told when to try again, and another app is served', async () => {
  let isOver = false;
  const storming = storm('slow', member.accessToken).finally(() => (isOver = true));
  await until(async () => await taken() === slots);
  for (let call = 0; call < 5; call++) {
    const { error } = await stranger.client.from(`app_${other}_notes`).select();
    expect(error).toBeNull();
  }
  expect(isOver).toBe(false);
  const { served, refused } = await storming;
  expect(mostAtOnce(served)).toBe(slots);
  expect(served.length + refused.length).toBe(callers);
  expect(refused.length).toBeGreaterThan(slots);
  for (const answer of refused) {
    expect(answer).toEqual({
      status: 429,
      retryAfter: '1',
      body: {
        code: 'PT429',
        message: `Cannot run the request: app ${busy} already has ${slots} running`,
        details: 'too_many_requests',
        hint: 'Wait a second and send it again; send fewer requests at the same time.',
      },
    });
  }
  await allFree();
});

it.each([
  ['plain', 'app_ID_'],
  ['encoded', '%61pp%5fID%5F'],
])('a view that reads no table takes a slot of the app, too, at its %s path', async (_, prefix) => {
  const { served, refused } = await storm('idle', member.accessToken, prefix.replace('ID', `${busy}`));
  expect(mostAtOnce(served)).toBe(slots);
  expect(new Set(refused.map(({ status }) => status))).toEqual(new Set([429]));
  await allFree();
});

it('visitors who are not signed in take slots of the app, too', async () => {
  const { served, refused } = await storm('slow_posts');
  expect(mostAtOnce(served)).toBe(slots);
  expect(new Set(refused.map(({ status }) => status))).toEqual(new Set([429]));
  await allFree();
});

it('a slot is free again after an error', async () => {
  const statuses = [];
  for (let call = 0; call < 2 * slots; call++) {
    statuses.push((await get(`app_${busy}_failing`, member.accessToken)).status);
  }
  expect(new Set(statuses)).toEqual(new Set([400]));
  expect(await taken()).toBe(0);
});

it('a slot is free again after its request was cancelled, lost its session or its client', async () => {
  for (const end of ['pg_cancel_backend', 'pg_terminate_backend', 'abort']) {
    const abort = new AbortController();
    const response = get(`app_${busy}_slow`, member.accessToken, abort.signal).then(({ status }) => status, () => 0);
    await until(async () => await taken() === 1);
    if (end === 'abort') abort.abort();
    else {
      await admin.unsafe(`
        select ${end}(pid) from pg_stat_activity
        where state = 'active' and query like '%app_${busy}_slow%' and pid <> pg_backend_pid()`);
    }
    expect(await response).not.toBe(200);
    await allFree();
  }
});

it('a transaction takes one slot and keeps it, however often it asks, and others are refused with the same reason', async () => {
  const claims = JSON.stringify({ sub: member.userId, role: 'authenticated' });
  const sessions = Array.from({ length: slots + 1 }, () => connect(project().databaseUrls.postgres));
  const pids: number[] = [];
  const read = (index: number) => sessions[index]!.unsafe(`select * from public.app_${busy}_notes`);
  for (const [index, session] of sessions.entries()) {
    await session.unsafe('begin');
    const [row] = await session`select pg_backend_pid() as pid, set_config('role', 'authenticated', true),
      set_config('request.jwt.claims', ${claims}, true)`;
    pids.push(row?.['pid']);
    if (index < slots) await read(index);
  }
  await expect(read(slots)).rejects.toMatchObject({ code: 'PT429', detail: 'too_many_requests' });
  // The first slot becomes free: who has another one does not take it, too.
  await sessions[0]!.unsafe('rollback');
  await read(1);
  await sessions[1]!.unsafe(`insert into public.app_${busy}_notes (text) values ('x')`);
  await sessions[1]!.unsafe(`select * from public.app_${busy}_posts`);
  expect(await Promise.all(pids.map((pid) => taken(pid)))).toEqual([0, 1, 1, 1, 0]);
  await Promise.all(sessions.map((session) => session.end({ timeout: 1 })));
  await allFree();
});
