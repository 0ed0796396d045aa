import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Client, untilServed } from '../../scripts/stack/client.ts';
import { anonClient, callPlatform, secretClient } from '../support/project.ts';
import { type ConfirmingGateway, startConfirmingGateway } from '../support/confirming_gateway.ts';
import { lastMailTo } from '../support/mails.ts';

// MEM-8: an app that is written for Supabase finds the row that handle_new_user inserts when it first reads, however its user came in.

let app: number;
let profiles: string;
let confirming: ConfirmingGateway;

const published = `
  create table profiles (id uuid primary key references auth.users on delete cascade, nickname text, coins integer not null default 0);
  alter table profiles enable row level security;
  create policy "own" on profiles for select using (auth.uid() = id);
  create function handle_new_user() returns trigger language plpgsql security definer set search_path = public as $$
  begin
    insert into profiles (id, nickname) values (new.id, new.raw_user_meta_data ->> 'nickname');
    return new;
  end $$;
  drop trigger if exists on_auth_user_created on auth.users;
  create trigger on_auth_user_created after insert on auth.users for each row execute function handle_new_user();`;

async function run(sql: string): Promise<void> {
  const prefixed = sql.replaceAll(/\b(profiles|handle_new_user)\b/g, `app_${app}_$1`);
  const { error } = await secretClient().schema('platform').rpc('exec_sql', { app_id: app, sql: prefixed });
  if (error !== null) throw Object.assign(new Error(error.message), error);
}

beforeAll(async () => {
  app = (await callPlatform<{ id: number }>('create_app', { name: 'Coins' })).id;
  profiles = `app_${app}_profiles`;
  await run(published);
  await untilServed(secretClient(), profiles);
  confirming = await startConfirmingGateway();
});
afterAll(() => confirming.close());

const account = () => ({ email: `${randomUUID()}@example.com`, password: 'correct horse battery' });

/** The first thing that the app does with a session. */
async function firstRead(client: Client): Promise<unknown> {
  return (await client.from(profiles).select('nickname, coins').throwOnError()).data;
}

it('a user who signs up without confirmation finds the row at once', async () => {
  const client = anonClient();
  const { error } = await client.auth.signUp({ ...account(), options: { data: { app_id: app, nickname: 'Ann' } } });
  expect(error).toBeNull();
  expect(await firstRead(client)).toEqual([{ nickname: 'Ann', coins: 0 }]);
});

it('a user who confirms the address finds the row at once', async () => {
  const client = confirming.browser();
  const { email, password } = account();
  const { data } = await client.auth.signUp({ email, password, options: { data: { app_id: app, nickname: 'Bea' } } });
  expect(data.session).toBeNull();
  const { code } = await lastMailTo(confirming.mailFile, email);
  const { error } = await client.auth.verifyOtp({ email, token: code, type: 'email' });
  expect(error).toBeNull();
  expect(await firstRead(client)).toEqual([{ nickname: 'Bea', coins: 0 }]);
});

it('a user who accepts an invitation finds the row at once', async () => {
  await callPlatform('update_app', { app_id: app, signup: 'invite' });
  const client = confirming.browser();
  const { email, password } = account();
  const { invitation } = await callPlatform<{ invitation: string }>('invite_member', { app_id: app, email });
  await client.auth.signUp({ email, password, options: { data: { app_id: app, invitation, nickname: 'Cid' } } });
  const { code } = await lastMailTo(confirming.mailFile, email);
  await client.auth.verifyOtp({ email, token: code, type: 'email' });
  expect(await firstRead(client)).toEqual([{ nickname: 'Cid', coins: 0 }]);
  await callPlatform('update_app', { app_id: app, signup: 'open' });
});

it('a user who joins with join_app finds the row at once', async () => {
  const client = anonClient();
  await client.auth.signUp({ ...account(), options: { data: { nickname: 'Dan' } } });
  expect(await firstRead(client)).toEqual([]);
  await client.rpc('join_app', { app_id: app }).throwOnError();
  expect(await firstRead(client)).toEqual([{ nickname: 'Dan', coins: 0 }]);
});

it('a user whom the platform adds finds the row at once', async () => {
  const client = anonClient();
  const { data } = await client.auth.signUp({ ...account(), options: { data: { nickname: 'Eva' } } });
  await callPlatform('add_member', { app_id: app, user_id: data.user?.id });
  expect(await firstRead(client)).toEqual([{ nickname: 'Eva', coins: 0 }]);
});

it('code that does not end, or fails, keeps nobody out; when it is corrected, the next session finds the row', {
  timeout: 60_000,
}, async () => {
  const body = (what: string) =>
    run(
      `create or replace function handle_new_user() returns trigger language plpgsql security definer set search_path = public as $$
      begin ${what} return new; end $$`,
    );
  await body('loop null; end loop;');
  const client = anonClient();
  const credentials = account();
  const started = Date.now();
  const { error } = await client.auth.signUp({ ...credentials, options: { data: { app_id: app, nickname: 'Fay' } } });
  expect(error).toBeNull();
  expect(Date.now() - started).toBeLessThan(6_000);
  expect(await firstRead(client)).toEqual([]);
  const findings = await callPlatform<{ problem: string; hint: string }[]>('verify_app', { app_id: app });
  expect(findings.map(({ problem }) => problem)).toEqual(['sign_up_code_failed']);
  expect(findings[0]?.hint).toContain('57014');
  await body(`insert into profiles (id, nickname) values (new.id, new.raw_user_meta_data ->> 'nickname');`);
  await client.auth.signInWithPassword(credentials);
  expect(await firstRead(client)).toEqual([{ nickname: 'Fay', coins: 0 }]);
  expect(await callPlatform('verify_app', { app_id: app })).toEqual([]);
});

it('a user who deletes the account leaves no row', async () => {
  const client = anonClient();
  const { data } = await client.auth.signUp({ ...account(), options: { data: { app_id: app, nickname: 'Gus' } } });
  await secretClient().auth.admin.deleteUser(data.user?.id ?? '');
  const { count } = await secretClient().from(profiles).select('*', { count: 'exact', head: true }).eq(
    'nickname',
    'Gus',
  );
  expect(count).toBe(0);
});
