import { readFileSync } from 'node:fs';
import type postgres from 'postgres';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connect } from '../../scripts/stack/connect.ts';
import { type Shard, startShard } from './shard.ts';

// CAP-3: what code of an app may use up of a session is bounded: recursion of functions and of triggers, and the time at COMMIT.

const appId = 57;
let shard: Shard;
let admin: postgres.Sql;

beforeAll(async () => {
  shard = await startShard();
  admin = connect(shard.cluster.url('supabase_admin'));
  await shard.sql`select platform.create_app('Code', ${appId})`;
  await admin.unsafe(`
    create table public.app_57_notes (text text);
    alter table public.app_57_notes owner to app_57;
    grant all on public.app_57_notes to postgres`);
  await define('endless', 'returns integer', 'begin return app_57_endless() + 1; end');
  await define(
    'again',
    'returns trigger',
    'begin insert into public.app_57_notes (text) values (new.text); return new; end',
  );
  await define('slow', 'returns trigger', 'begin perform pg_sleep(30); return null; end');
});
afterAll(async () => {
  await admin.end();
  await shard.remove();
});

/** Creates a function of the app, as the platform keeps them: a definer that a role of the app owns. */
async function define(name: string, returns: string, body: string): Promise<void> {
  await admin.unsafe(`
    create function public.app_57_${name}() ${returns} language plpgsql security definer
    set search_path = public, pg_temp as $f$ ${body} $f$;
    alter function public.app_57_${name}() owner to app_57`);
}

/** The memory of a backend in MB: what its contexts hold now, and the most that the process ever had. */
async function memoryOf(sql: postgres.Sql): Promise<{ held: number; peak: number }> {
  const [row] = await sql<{ pid: number; held: number }[]>`
    select pg_backend_pid() as pid, (select sum(total_bytes) / 1048576 from pg_backend_memory_contexts)::float as held`;
  const status = readFileSync(`/proc/${row?.pid}/status`, 'utf8');
  return { held: row?.held ?? 0, peak: Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1024 };
}

async function codeOf(call: PromiseLike<unknown>): Promise<string> {
  try {
    await call;
    return 'no error';
  } catch (error) {
    return (error as { code: string }).code;
  }
}

it.each([
  ['functions', 'select public.app_57_endless()'],
  ['triggers', `insert into public.app_57_notes (text) values ('x')`],
])('endless recursion of %s ends with 54001, and leaves neither rows nor memory behind', async (what, statement) => {
  if (what === 'triggers') {
    await admin`create trigger again after insert on public.app_57_notes for each row execute function public.app_57_again()`;
  }
  const [sql] = await shard.sessions(1) as [postgres.Sql];
  const before = await memoryOf(sql);
  for (let attempt = 0; attempt < 20; attempt++) expect(await codeOf(sql.unsafe(statement))).toBe('54001');
  const after = await memoryOf(sql);
  expect(after.held - before.held).toBeLessThan(4);
  expect(after.peak - before.peak).toBeLessThan(200);
  expect(await sql`select from public.app_57_notes`).toHaveLength(0);
  await admin`drop trigger if exists again on public.app_57_notes`;
});

it('a deferred trigger is not ended by statement_timeout at COMMIT, but by transaction_timeout', async () => {
  await admin`create constraint trigger slow after insert on public.app_57_notes deferrable initially deferred
    for each row execute function public.app_57_slow()`;
  const [sql] = await shard.sessions(1) as [postgres.Sql];
  const insert = `insert into public.app_57_notes (text) values ('x')`;
  const started = Date.now();
  await sql.unsafe(`begin; set local statement_timeout = '200ms'; set local transaction_timeout = '2s'; ${insert}`);
  const ended = await codeOf(sql`commit`);
  expect(ended).toMatch(/25P04|CONNECTION_CLOSED/);
  expect(Date.now() - started).toBeGreaterThan(1500);
  expect(Date.now() - started).toBeLessThan(10_000);
  expect(await shard.sql`select from public.app_57_notes`).toHaveLength(0);
  await admin`drop trigger slow on public.app_57_notes`;
});
