import { untilServed } from '../../scripts/stack/client.ts';
import { randomUUID } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import { anonClient, callPlatform, secretClient } from '../support/project.ts';

// MEM-5, MEM-6: whatever the owner of an app does to the profiles, users can sign up, and each gets a profile.

let app: number;
let users: string;

beforeAll(async () => {
  app = (await callPlatform<{ id: number }>('create_app', { name: 'Rules' })).id;
  users = `app_${app}_users`;
});

/** Runs SQL as the platform does, and returns the reason of its refusal, or done. */
async function run(sql: string): Promise<string> {
  const { error } = await secretClient().schema('platform').rpc('exec_sql', { app_id: app, sql });
  return error?.details ?? 'done';
}

/** Signs up a user with a name, and returns how many profiles the user reads. */
async function signUp(data: Record<string, string>): Promise<number> {
  const client = anonClient();
  const { error } = await client.auth.signUp({
    email: `${randomUUID()}@example.com`,
    password: 'correct horse battery',
    options: { data: { app_id: app, ...data } },
  });
  if (error !== null) throw error;
  await untilServed(client, users);
  return (await client.from(users).select('id').throwOnError()).data?.length ?? 0;
}

const refused = [
  'add column x text not null',
  "add check (full_name <> '')",
  "add check (email like '%@corp.com')",
  'add unique (full_name)',
  "add column x text default 'a' unique",
  'alter column full_name set not null',
  'alter column full_name type varchar(3)',
  'add column x integer generated always as (full_name::integer) stored',
  'add column x integer default 0 check (x > 0)',
];

const accepted = [
  'add column bio text unique check (char_length(bio) < 500)',
  'add column points integer not null default 0',
  'add constraint points_are_positive check (points >= 0)',
  'alter column points drop not null',
  'drop constraint points_are_positive',
];

it.each(refused)('users sign up after the refusal of %s', async (action) => {
  expect(['sign_up_refused', 'sql_error']).toContain(await run(`alter table ${users} ${action}`));
  expect([await signUp({}), await signUp({ full_name: '' }), await signUp({ full_name: 'Ann' })]).toEqual([1, 1, 1]);
});

it.each(accepted)('users sign up after %s', async (action) => {
  expect(await run(`alter table ${users} ${action}`)).toBe('done');
  expect([await signUp({}), await signUp({ full_name: '' }), await signUp({ full_name: 'Ann' })]).toEqual([1, 1, 1]);
});

it('every member has a profile', async () => {
  expect(await callPlatform('verify_app', { app_id: app })).toEqual([]);
});
