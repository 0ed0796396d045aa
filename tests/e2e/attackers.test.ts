import { beforeAll, describe, expect, it } from 'vitest';
import { untilServed } from '../../scripts/stack/client.ts';
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

// ISO-1 to ISO-11 from the point of view of an attacker: over HTTP, through an unmodified supabase-js, with the keys and
// tokens that attackers have. After each attack the test reads the rows of the attacked tables.

interface App {
  id: number;
}

let ours: number;
let theirs: number;
let alice: SignedUp;
let bob: SignedUp;
let eve: SignedUp;
let mallory: SignedUp;
let rowOfAlice: string;

const todos = () => `app_${ours}_todos`;
const lists = () => `app_${ours}_lists`;

async function createApp(name: string): Promise<number> {
  const columns = [{ name: 'text', type: 'text', required: true }];
  const app = await callPlatform<App>('create_app', {
    name,
    tables: [{ name: 'todos', columns }, { name: 'lists', scope: 'shared', columns }],
  });
  return app.id;
}

/** The actual rows of a table of the attacked app. */
async function rows(table: string): Promise<unknown[]> {
  const { data, error } = await secretClient().from(table).select('user_id, text').order('text');
  if (error !== null) throw error;
  return data;
}

beforeAll(async () => {
  ours = await createApp('Attacked');
  theirs = await createApp('Of the attacker');
  await untilServed(secretClient(), `app_${theirs}_lists`);
  [alice, bob, eve, mallory] = await Promise.all([signUp(ours), signUp(ours), signUp(theirs), signUp()]);
  const { data, error } = await alice.client.from(todos()).insert({ text: 'secret' }).select().single();
  if (error !== null) throw error;
  rowOfAlice = (data as { id: string }).id;
  await alice.client.from(lists()).insert({ text: 'shared' }).throwOnError();
});

describe('ISO-5: with only the publishable key', () => {
  it('every command on a private table is refused', async () => {
    const anon = anonClient();
    for (
      const attack of [
        anon.from(todos()).select(),
        anon.from(todos()).insert({ text: 'x', user_id: alice.userId }),
        anon.from(todos()).update({ text: 'x' }).eq('id', rowOfAlice),
        anon.from(todos()).delete().eq('id', rowOfAlice),
      ]
    ) {
      expect((await attack).error?.code).toBe('42501');
    }
    expect(await rows(todos())).toEqual([{ user_id: alice.userId, text: 'secret' }]);
  });

  it('the platform functions and exec_sql are refused', async () => {
    const anon = anonClient();
    expect((await anon.schema('platform').rpc('create_app', { name: 'x' })).error?.code).toBe('42501');
    expect((await anon.rpc('exec_sql', { sql: `select * from ${todos()}` })).error?.code).toBe('42501');
    expect((await alice.client.rpc('exec_sql', { sql: `select * from ${todos()}` })).error?.code).toBe('42501');
    expect((await anon.rpc('join_app', { app_id: ours })).error?.code).toBe('42501');
  });
});

describe('ISO-1 and ISO-2: from outside the app', () => {
  it.each([['a member of another app', () => eve], ['a stranger', () => mallory]])(
    '%s can neither read nor write',
    async (_, who) => {
      const { client, userId } = who();
      for (const table of [todos(), lists()]) {
        expect((await client.from(table).select()).data).toEqual([]);
        expect((await client.from(table).insert({ text: 'x' })).error?.code).toBe('42501');
        expect((await client.from(table).insert({ text: 'x', user_id: userId })).error?.code).toBe('42501');
        expect((await client.from(table).update({ text: 'x' }).neq('text', '').select()).data).toEqual([]);
        expect((await client.from(table).delete().neq('text', '').select()).data).toEqual([]);
      }
      expect(await rows(todos())).toEqual([{ user_id: alice.userId, text: 'secret' }]);
      expect(await rows(lists())).toEqual([{ user_id: alice.userId, text: 'shared' }]);
    },
  );

  it('embedding a table of another app finds no relationship', async () => {
    const { error } = await eve.client.from(`app_${theirs}_todos`).select(`text, ${todos()} (text)`);
    expect(error?.code).toBe('PGRST200');
    const own = await alice.client.from(todos()).select(`text, app_${ours}_users (id)`);
    expect(own.data).toEqual([{ text: 'secret', [`app_${ours}_users`]: { id: alice.userId } }]);
  });
});

describe('ISO-3 and ISO-4: from within the app', () => {
  it('another member can neither see nor change a private row, but sees shared rows', async () => {
    expect((await bob.client.from(todos()).select()).data).toEqual([]);
    expect((await bob.client.from(todos()).delete().eq('id', rowOfAlice).select()).data).toEqual([]);
    expect((await bob.client.from(lists()).select('text')).data).toEqual([{ text: 'shared' }]);
  });

  it('a member can neither insert a row in the name of another nor take a row over by an upsert', async () => {
    const insert = await bob.client.from(todos()).insert({ text: 'x', user_id: alice.userId });
    expect(insert.error?.code).toBe('42501');
    const upsert = await bob.client.from(todos()).upsert({ id: rowOfAlice, text: 'mine' });
    expect(upsert.error?.code).toBe('42501');
    const shared = await bob.client.from(lists()).insert({ text: 'x', user_id: alice.userId });
    expect(shared.error?.code).toBe('42501');
    expect(await rows(todos())).toEqual([{ user_id: alice.userId, text: 'secret' }]);
  });

  it('a row cannot be moved to another owner', async () => {
    const given = await alice.client.from(todos()).update({ user_id: bob.userId }).eq('id', rowOfAlice);
    expect(given.error?.code).toBe('42501');
    const taken = await bob.client.from(lists()).update({ user_id: bob.userId }).eq('text', 'shared');
    expect(taken.error).toMatchObject({ code: '42501', details: 'owner_is_fixed' });
    expect(await rows(lists())).toEqual([{ user_id: alice.userId, text: 'shared' }]);
  });
});

describe('ISO-11: with a token or a key', () => {
  it('forged and expired tokens are refused', async () => {
    const forged = await mintToken({ sub: alice.userId }, 3600, 'a-secret-of-the-forger-with-32-characters');
    const expired = await mintToken({ sub: alice.userId }, -3600);
    for (const [token, code] of [[forged, 'PGRST301'], [expired, 'PGRST303']] as const) {
      const { status, error } = await clientWithToken(token).from(todos()).select();
      expect(status).toBe(401);
      expect(error?.code).toBe(code);
    }
    const good = await mintToken({ sub: alice.userId });
    expect((await clientWithToken(good).from(todos()).select('text')).data).toEqual([{ text: 'secret' }]);
  });

  it('a token that names the role of an app or a privileged role reads no row', async () => {
    for (const role of [`app_${ours}`, 'postgres', 'supabase_admin', 'app_owner']) {
      const { data, error } = await clientWithToken(await mintToken({ role, sub: alice.userId })).from(todos())
        .select();
      expect(data).toBeNull();
      expect(error?.code).toBe('42501');
    }
  });

  it('the publishable key cannot list the tables of the project', async () => {
    const response = await fetch(`${project().url}/rest/v1/`, { headers: { apikey: project().keys.publishableKey } });
    expect(await response.text()).not.toContain(todos());
    expect(response.status).toBeGreaterThanOrEqual(400);
  });
});

describe('ISO-8: with a token that was issued before', () => {
  it('a suspended member, a removed member and a member of a suspended app are refused at once', async () => {
    const carol = await signUp(ours);
    await carol.client.from(todos()).insert({ text: 'of carol' }).throwOnError();
    const reads = async () => (await carol.client.from(todos()).select('text')).data;
    expect(await reads()).toEqual([{ text: 'of carol' }]);

    await callPlatform('suspend_app', { app_id: ours });
    expect(await reads()).toEqual([]);
    expect((await carol.client.from(todos()).insert({ text: 'x' })).error?.code).toBe('42501');
    await callPlatform('resume_app', { app_id: ours });
    expect(await reads()).toEqual([{ text: 'of carol' }]);

    await callPlatform('update_member', { app_id: ours, user_id: carol.userId, status: 'suspended' });
    expect(await reads()).toEqual([]);
    expect((await carol.client.rpc('join_app', { app_id: ours })).error).toMatchObject({
      details: 'membership_suspended',
    });

    await callPlatform('remove_member', { app_id: ours, user_id: carol.userId });
    expect((await carol.client.from(todos()).insert({ text: 'x' })).error?.code).toBe('42501');
    expect(await rows(todos())).toEqual([{ user_id: alice.userId, text: 'secret' }]);
  });
});
