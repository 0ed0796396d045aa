import { beforeAll, expect, it } from 'vitest';
import { untilServed } from '../../scripts/stack/client.ts';
import { callFunction } from '../support/functions.ts';
import { anonClient, callPlatform, clientWithToken, type SignedUp, signUp } from '../support/project.ts';

// SQL-15 over HTTP, with an unmodified supabase-js: a table whose SQL enables row security, without a policy, is for keys only.

let id: number;
let vouchers: string;
let alice: SignedUp;
let server: ReturnType<typeof clientWithToken>;

async function runSql(sql: string): Promise<number> {
  return (await callFunction('POST', 'sql', { app_id: id, sql })).status;
}

beforeAll(async () => {
  id = (await callPlatform<{ id: number }>('create_app', { name: 'Coupons' })).id;
  vouchers = `app_${id}_vouchers`;
  alice = await signUp(id, 'alice');
  const key = await callFunction('POST', 'keys', { app_id: id, name: 'A server', scopes: ['read', 'write'] });
  server = clientWithToken(String(key.body['key']));
  expect(
    await runSql(
      `create table ${vouchers} (id bigint generated always as identity primary key, code text not null, spent_by uuid);` +
        `alter table ${vouchers} enable row level security;`,
    ),
  ).toBe(200);
  await untilServed(anonClient(), vouchers);
  expect((await server.from(vouchers).insert({ code: 'SECRET' })).error).toBeNull();
});

async function expectKeysOnly(): Promise<void> {
  expect((await alice.client.from(vouchers).select()).data).toEqual([]);
  expect((await alice.client.from(vouchers).select('*', { count: 'exact', head: true })).count).toBe(0);
  expect((await alice.client.from(vouchers).insert({ code: 'MINE' })).error?.code).toBe('42501');
  expect((await alice.client.from(vouchers).upsert({ code: 'MINE' })).error?.code).toBe('42501');
  expect((await alice.client.from(vouchers).update({ code: 'MINE' }).gt('id', 0).select()).data).toEqual([]);
  expect((await alice.client.from(vouchers).delete().gt('id', 0).select()).data).toEqual([]);
  expect((await anonClient().from(vouchers).select()).error?.code).toBe('42501');
  expect((await server.from(vouchers).select('code')).data).toEqual([{ code: 'SECRET' }]);
}

it('a member and a visitor reach no row, and a key reaches every row', async () => {
  await expectKeysOnly();
  const added = await server.from(vouchers).insert({ code: 'NEW' }).select().single();
  expect((await server.from(vouchers).update({ code: 'NEWER' }).eq('id', added.data.id).select()).data).toHaveLength(1);
  expect((await server.from(vouchers).delete().eq('id', added.data.id).select()).data).toHaveLength(1);
});

it('a policy opens the table to members, and it is closed again when its last policy is dropped', async () => {
  expect(await runSql(`create policy members on ${vouchers} for select using (true)`)).toBe(200);
  expect((await alice.client.from(vouchers).select('code')).data).toEqual([{ code: 'SECRET' }]);
  expect(await runSql(`drop policy members on ${vouchers}`)).toBe(200);
  await expectKeysOnly();
});

it('the table stays closed when row security is disabled, the app is repaired and a policy is refused', async () => {
  expect(await runSql(`alter table ${vouchers} disable row level security`)).toBe(403);
  expect(await runSql(`create policy "default_members_only" on ${vouchers} using (true)`)).toBe(403);
  expect(await runSql(`create policy admins on ${vouchers} using (has_role(auth.uid(), 'admin'))`)).not.toBe(200);
  expect(await callPlatform('repair_app', { app_id: id })).toEqual({ steps: [] });
  await expectKeysOnly();
});

it('an open table is closed when later SQL enables row security, under quotes and ONLY', async () => {
  const notes = `app_${id}_notes`;
  expect(await runSql(`create table ${notes} (id bigint generated always as identity primary key, text text)`)).toBe(
    200,
  );
  await untilServed(anonClient(), notes);
  expect((await alice.client.from(notes).insert({ text: 'x' })).error).toBeNull();
  expect(await runSql(`ALTER TABLE IF EXISTS ONLY "public"."${notes}" ENABLE ROW LEVEL SECURITY`)).toBe(200);
  expect((await alice.client.from(notes).select()).data).toEqual([]);
  expect((await alice.client.from(notes).insert({ text: 'y' })).error?.code).toBe('42501');
  expect((await server.from(notes).select('text')).data).toEqual([{ text: 'x' }]);
});
