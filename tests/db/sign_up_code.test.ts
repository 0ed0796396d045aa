import { randomUUID } from 'node:crypto';
import type postgres from 'postgres';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { connect } from '../../scripts/stack/connect.ts';
import { type Shard, startShard } from './shard.ts';

// MEM-8: sign-up code runs once, whoever asks for it at the same time, and holds neither Auth's session nor the member up.

const appId = 57;
let shard: Shard;
let auth: postgres.Sql;

beforeAll(async () => {
  shard = await startShard();
  auth = connect(shard.cluster.url('supabase_auth_admin'), { max: 8 });
  await shard.sql`select platform.create_app('Sign-up', ${appId})`;
  await run('create table app_57_welcomes (user_id uuid, said text)');
  await setCode(`insert into app_57_welcomes values (new.id, new.raw_user_meta_data ->> 'nickname');`);
  await shard.sql`select platform.set_sign_up_code(${appId}, 'on_auth_user_created', 'app_57_handle_new_user')`;
});
beforeEach(async () => {
  await shard.sql`delete from app_57_welcomes`;
  await shard.sql`delete from platform.pending_sign_ups`;
});
afterAll(async () => {
  await auth.end({ timeout: 1 });
  await shard.remove();
});

async function run(sql: string): Promise<void> {
  const [row] = await shard.sql<{ result: { error?: { message: string } } }[]>`
    select platform.exec_sql(${appId}, ${sql}) as result`;
  if (row?.result.error !== undefined) throw new Error(row.result.error.message);
}

async function setCode(body: string): Promise<void> {
  await shard.sql`select sandbox.run_function_ddl(${appId}, ${`
    create or replace function code.app_57_handle_new_user() returns trigger language plpgsql security definer
    set search_path = code, public, extensions, pg_temp set standard_conforming_strings = on set default_transaction_deferrable = on
    as $$ begin ${body} return new; end $$`})`;
}

/** Creates the account of a new member, as Auth does, and returns its id. */
async function newMember(): Promise<string> {
  const id = randomUUID();
  await auth`insert into auth.users (id, email, raw_user_meta_data, raw_app_meta_data, created_at, updated_at)
    values (${id}, ${`${id}@example.com`}, ${auth.json({ app_id: appId, nickname: 'Ann' })}, '{}', now(), now())`;
  return id;
}

/** Asks the hook for the claims of a token, as Auth does, in its session and with its limit. */
async function token(userId: string): Promise<{ claims: unknown }> {
  return auth.begin(async (transaction) => {
    await transaction`set local statement_timeout = 2000`;
    const event = { user_id: userId, claims: { sub: userId, aal: 'aal1' }, authentication_method: 'password' };
    const [row] = await transaction`select access.custom_access_token(${transaction.json(event)}) as result`;
    return row?.['result'] as { claims: unknown };
  });
}

const welcomes = () => shard.sql<{ said: string }[]>`select said from app_57_welcomes`;
const waiting = () =>
  shard.sql<{ attempts: number; error: string }[]>`select attempts, error from platform.pending_sign_ups`;

/** A session of the Data API in which a request of the user begins, and ends with the function before it. */
async function request(userId: string): Promise<void> {
  const sql = connect(shard.cluster.url('authenticator'));
  try {
    await sql.begin(async (transaction) => {
      await transaction`select set_config('request.jwt.claims', ${
        JSON.stringify({ sub: userId, role: 'authenticated' })
      }, true),
        set_config('role', 'authenticated', true)`;
      await transaction`select data_api.check_request()`;
    });
  } finally {
    await sql.end();
  }
}

it('eight tokens and requests at the same time run it once, and all of them see the row', async () => {
  const userId = await newMember();
  const seen = await Promise.all(Array.from({ length: 8 }, async (_, index) => {
    await (index % 2 === 0 ? token(userId) : request(userId));
    return (await welcomes()).length;
  }));
  expect(seen).toEqual(Array.from({ length: 8 }, () => 1));
  expect(await waiting()).toEqual([]);
});

it('tokens of many new members at the same time run it once for each', async () => {
  const members = await Promise.all(Array.from({ length: 16 }, newMember));
  await Promise.all([...members, ...members].map(token));
  expect(await welcomes()).toHaveLength(16);
  expect(await waiting()).toEqual([]);
});

it('an account that is deleted while its code runs leaves no row and no error', async () => {
  const members = await Promise.all(Array.from({ length: 8 }, newMember));
  await Promise.all(members.flatMap((id) => [token(id), auth`delete from auth.users where id = ${id}`]));
  expect(await shard.findings()).toEqual([]);
  for (const id of members) await token(id);
  expect(await waiting()).toEqual([]);
});

it('code that does not end holds a token up for 2 s, three times at most, and the member gets in', async () => {
  await setCode('loop null; end loop;');
  const userId = await newMember();
  const error = '57014: canceling statement due to statement timeout';
  for (const attempts of [1, 2, 3, 3, 3]) {
    const started = Date.now();
    expect(await token(userId)).toEqual({ claims: { sub: userId, aal: 'aal1' } });
    expect(Date.now() - started).toBeLessThan(3000);
    expect(await waiting()).toEqual([{ attempts, error }]);
    await shard.sql`update platform.pending_sign_ups set tried_at = now() - interval '2 minutes'`;
  }
  expect(await shard.sql`select from app_57_users where id = ${userId}`).toHaveLength(1);
  expect(await shard.findings()).toMatchObject([{ problem: 'sign_up_code_failed' }]);
});

it('code that does not end cannot hold all sessions of Auth', async () => {
  await setCode('loop null; end loop;');
  const members = await Promise.all(Array.from({ length: 16 }, newMember));
  const started = Date.now();
  await Promise.all(members.map(token));
  const attempted = async () =>
    (await shard.sql`select from platform.pending_sign_ups where user_id = any (${members}) and attempts > 0`).length;
  expect(await attempted()).toBeLessThanOrEqual(4);
  expect(Date.now() - started).toBeLessThan(10_000);
  const later = Date.now();
  await token(await newMember());
  expect(Date.now() - later).toBeLessThan(500);
});

it('a session that dies with the code leaves the old state', async () => {
  await setCode('loop null; end loop;');
  const userId = await newMember();
  const hanging = connect(shard.cluster.url('supabase_auth_admin'));
  await hanging`set statement_timeout = '60s'`;
  const ended = hanging`select access.custom_access_token(${hanging.json({ user_id: userId, claims: {} })})`.catch(
    String,
  );
  const admin = connect(shard.cluster.url('supabase_admin'));
  for (let killed = 0; killed === 0;) {
    const rows = await admin`select pg_terminate_backend(pid) from pg_stat_activity
      where query like '%custom_access_token%' and usename = 'supabase_auth_admin' and state = 'active'`;
    killed = rows.length;
  }
  await ended;
  await hanging.end({ timeout: 1 });
  await admin.end();
  expect(await shard.sql`select attempts from platform.pending_sign_ups where user_id = ${userId}`).toEqual([{
    attempts: 0,
  }]);
  await setCode('');
  await token(userId);
  expect(await shard.sql`select from platform.pending_sign_ups where user_id = ${userId}`).toEqual([]);
});
