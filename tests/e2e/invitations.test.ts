import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type postgres from 'postgres';
import type { Client } from '../../scripts/stack/client.ts';
import { connect } from '../../scripts/stack/connect.ts';
import { anonClient, callPlatform, project } from '../support/project.ts';

// MEM-4: over HTTP, an invitation needs its secret and the confirmed address.

interface Invitation {
  invitation: string;
  role: string;
}

const password = 'correct horse battery';
let appId: number;
let auth: postgres.Sql;

beforeAll(async () => {
  appId = (await callPlatform<{ id: number }>('create_app', { name: 'Invites', signup: 'invite' })).id;
  auth = connect(project().databaseUrls.supabaseAuthAdmin);
});
afterAll(() => auth.end());

const newAddress = (name: string) => `${name}.${randomUUID()}@example.com`;

function invite(email: string, role = 'member'): Promise<Invitation> {
  return callPlatform<Invitation>('invite_member', { app_id: appId, email, role });
}

/** Signs up in a new browser, and returns the client with the error, or null. */
async function signUp(email: string, data: Record<string, unknown>) {
  const client = anonClient();
  const { error } = await client.auth.signUp({ email, password, options: { data } });
  return { client, error };
}

async function rolesOf(client: Client): Promise<string[]> {
  const { data } = await client.rpc('my_apps').throwOnError();
  return (data as { app_id: number; role: string }[]).filter((app) => app.app_id === appId).map(({ role }) => role);
}

describe('the address of the future owner', () => {
  const email = newAddress('owner');
  let secret: string;

  it('lets in nobody who only knows it', async () => {
    secret = (await invite(email, 'owner')).invitation;
    for (const invitation of [undefined, null, '', 'x', 7, { secret }, [secret], secret.toUpperCase()]) {
      expect((await signUp(email, { app_id: appId, invitation })).error?.message).toContain('it needs an invitation');
    }
  });

  it('lets in nobody who has an account with another address', async () => {
    const { client } = await signUp(newAddress('eve'), {});
    const joined = await client.rpc('join_app', { app_id: appId, invitation: secret });
    expect(joined.error).toMatchObject({ code: 'PT403', details: 'invitation_required' });
  });

  it('lets in its holder with the secret, once', async () => {
    const { client, error } = await signUp(email.toUpperCase(), { app_id: appId, invitation: secret });
    expect(error).toBeNull();
    expect(await rolesOf(client)).toEqual(['owner']);
    await client.rpc('leave_app', { app_id: appId }).throwOnError();
    const again = await client.rpc('join_app', { app_id: appId, invitation: secret });
    expect(again.error).toMatchObject({ details: 'invitation_required' });
  });
});

it('a refusal tells nobody which addresses are invited', async () => {
  const [invited, stranger] = [newAddress('invited'), newAddress('stranger')];
  await invite(invited);
  const refusals = [];
  for (const email of [invited, stranger]) {
    const { client } = await signUp(email, {});
    for (const args of [{ app_id: appId }, { app_id: appId, invitation: randomUUID() }]) {
      refusals.push((await client.rpc('join_app', args)).error);
    }
  }
  expect(refusals[0]).not.toBeNull();
  expect(new Set(refusals.map((error) => JSON.stringify(error))).size).toBe(1);
});

it('an account that exists joins with the secret', async () => {
  const email = newAddress('carol');
  const { client } = await signUp(email, {});
  const { invitation } = await invite(email, 'admin');
  const joined = await client.rpc('join_app', { app_id: appId, invitation }).throwOnError();
  expect(joined.data).toMatchObject({ role: 'admin', status: 'active' });
});

it('an unconfirmed address uses no invitation up, and becomes a member when it is confirmed', async () => {
  const email = newAddress('dave');
  const { invitation } = await invite(email);
  const userId = randomUUID();
  await auth`
    insert into auth.users (id, email, raw_user_meta_data, raw_app_meta_data, created_at, updated_at)
    values (${userId}, ${email}, ${auth.json({ app_id: appId, invitation })}, '{}', now(), now())`;
  const listed = () =>
    callPlatform<{ members: { email: string }[] }>('list_members', { app_id: appId, page_size: 200 });
  expect((await listed()).members.map((member) => member.email)).not.toContain(email);
  await auth`update auth.users set email_confirmed_at = now() where id = ${userId}`;
  expect((await listed()).members.map((member) => member.email)).toContain(email);
});

it('a revoked invitation lets nobody in', async () => {
  const email = newAddress('frank');
  const { invitation } = await invite(email);
  await callPlatform('revoke_invitation', { app_id: appId, email });
  expect((await signUp(email, { app_id: appId, invitation })).error?.message).toContain('it needs an invitation');
});
