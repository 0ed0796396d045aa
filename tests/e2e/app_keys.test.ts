import { randomUUID } from 'node:crypto';
import { decodeJwt } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Client, untilServed } from '../../scripts/stack/client.ts';
import {
  anonClient,
  callPlatform,
  clientWithToken,
  mintToken,
  project,
  type SignedUp,
  signUp,
} from '../support/project.ts';

// KEY-1 to KEY-7 from the point of view of an app's own server: over HTTP, with an unmodified supabase-js.

interface App {
  id: number;
  todos: string;
  posts: string;
  users: string;
}
interface AppKey {
  key: string;
  key_id: string;
  expires_at: string;
}

async function createApp(): Promise<App> {
  const columns = [{ name: 'text', type: 'text', required: true }];
  const { id, tables } = await callPlatform<{ id: number; tables: Record<string, string> }>('create_app', {
    name: 'Keys',
    tables: [{ name: 'todos', columns }, { name: 'posts', scope: 'public_read', columns }],
  });
  const [todos = '', posts = '', users = ''] = [tables['todos'], tables['posts'], tables['users']];
  await untilServed(anonClient(), todos);
  return { id, todos, posts, users };
}

/** Calls the keys function as the platform does, unless other headers are given. */
function callKeys(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Response> {
  return fetch(`${project().url}/functions/v1/keys${path}`, {
    method,
    headers: { apikey: project().keys.secretKey, 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

async function createKey(appId: number, ...scopes: string[]): Promise<AppKey & { server: Client }> {
  const response = await callKeys('POST', '', { app_id: appId, name: 'A server', scopes });
  expect(response.status).toBe(201);
  const key = await response.json() as AppKey;
  return { ...key, server: clientWithToken(key.key) };
}

let own: App;
let other: App;
let alice: SignedUp;
let eve: SignedUp;

beforeAll(async () => {
  [own, other] = [await createApp(), await createApp()];
  [alice, eve] = [await signUp(own.id, 'alice'), await signUp(other.id, 'eve')];
  for (const [user, app] of [[alice, own], [eve, other]] as const) {
    for (const table of [app.todos, app.posts]) {
      const { error } = await user.client.from(table).insert({ text: 'of the user' });
      expect(error).toBeNull();
    }
  }
});

describe('a key', () => {
  it('is a token with the properties that the response lists, valid for a year', async () => {
    const { key, key_id, expires_at } = await createKey(own.id, 'read');
    const { iat = 0, exp = 0, ...claims } = decodeJwt(key);
    expect(claims).toEqual({ role: 'app_service', app_id: own.id, key_id, scopes: ['read'], iss: 'appshard' });
    expect(Date.parse(expires_at) / 1000).toBe(exp);
    expect(exp - iat).toBe(365 * 24 * 60 * 60);
  });

  it('reads and writes all rows of its app', async () => {
    const { server } = await createKey(own.id, 'read', 'write');
    expect((await server.from(own.todos).select('user_id, text')).data).toEqual([{
      user_id: alice.userId,
      text: 'of the user',
    }]);
    expect((await server.from(own.users).select('email')).data).toEqual([{ email: alice.email }]);
    const made = await server.from(own.todos).insert({ user_id: alice.userId, text: 'by the server' }).select()
      .single();
    expect(made.error).toBeNull();
    expect((await alice.client.from(own.todos).select().eq('text', 'by the server')).data).toHaveLength(1);
    expect((await server.from(own.todos).update({ text: 'changed' }).eq('id', made.data.id).select()).data)
      .toHaveLength(1);
    expect((await server.from(own.todos).delete().eq('id', made.data.id).select()).data).toHaveLength(1);
  });

  it('has no user, so a new row must name its owner, a member of the app', async () => {
    const { key, server } = await createKey(own.id, 'read', 'write');
    expect((await server.from(own.todos).insert({ text: 'x' })).error?.code).toBe('23502');
    expect((await server.from(own.todos).insert({ user_id: eve.userId, text: 'x' })).error?.code).toBe('23503');
    for (const path of ['user', 'admin/users']) {
      const headers = { apikey: project().keys.publishableKey, authorization: `Bearer ${key}` };
      expect((await fetch(`${project().url}/auth/v1/${path}`, { headers })).ok).toBe(false);
    }
  });

  it('cannot reach rows of another app, although anonymous visitors read its public rows', async () => {
    const { server } = await createKey(own.id, 'read', 'write');
    for (const table of [other.todos, other.posts, other.users]) {
      expect((await server.from(table).select()).data).toEqual([]);
    }
    expect((await server.from(other.todos).insert({ user_id: eve.userId, text: 'x' })).error?.code).toBe('42501');
    expect((await server.from(other.posts).update({ text: 'x' }).eq('user_id', eve.userId).select()).data).toEqual([]);
    expect((await server.from(other.posts).delete().eq('user_id', eve.userId).select()).data).toEqual([]);
    expect((await anonClient().from(other.posts).select('text')).data).toEqual([{ text: 'of the user' }]);
    expect((await eve.client.from(other.todos).select('text')).data).toEqual([{ text: 'of the user' }]);
  });

  it('with only the scope read cannot write', async () => {
    const { server } = await createKey(own.id, 'read');
    expect((await server.from(own.todos).select()).data).toHaveLength(1);
    expect((await server.from(own.todos).insert({ user_id: alice.userId, text: 'x' })).error?.code).toBe('42501');
    expect((await server.from(own.todos).update({ text: 'x' }).eq('user_id', alice.userId)).error?.code).toBe('42501');
    expect((await server.from(own.todos).delete().eq('user_id', alice.userId).select()).data).toEqual([]);
    expect((await alice.client.from(own.todos).select('text')).data).toEqual([{ text: 'of the user' }]);
  });

  it('cannot call functions of the platform or functions for users', async () => {
    const { key, server } = await createKey(own.id, 'read', 'write');
    expect((await server.schema('platform').rpc('get_app', { app_id: own.id })).error?.code).toBe('42501');
    expect((await server.schema('platform').from('app_keys').select()).error?.code).toBe('42501');
    for (const [name, args] of [['join_app', { app_id: own.id }], ['my_apps', {}]] as const) {
      expect((await server.rpc(name, args)).error?.code).toBe('42501');
    }
    const bearer = { apikey: project().keys.publishableKey, authorization: `Bearer ${key}` };
    const body = { app_id: own.id, name: 'Another', scopes: ['read'] };
    expect((await callKeys('POST', '', body, bearer)).status).toBe(401);
    expect((await fetch(`${project().url}/functions/v1/apps/${own.id}`, { headers: bearer })).status).toBe(401);
  });
});

describe('a key is refused', () => {
  it('from the first request after it is revoked', async () => {
    const { key_id, server } = await createKey(own.id, 'read', 'write');
    expect((await server.from(own.todos).select()).data).toHaveLength(1);
    const revoked = await callKeys('DELETE', `/${key_id}`);
    expect(revoked.status).toBe(200);
    expect(Date.parse((await revoked.json() as { revoked_at: string }).revoked_at)).toBeGreaterThan(0);
    expect((await server.from(own.todos).select()).data).toEqual([]);
    expect((await server.from(own.todos).insert({ user_id: alice.userId, text: 'x' })).error?.code).toBe('42501');
  });

  it('while its app is suspended', async () => {
    const { server } = await createKey(own.id, 'read');
    await callPlatform('suspend_app', { app_id: own.id });
    expect((await server.from(own.todos).select()).data).toEqual([]);
    await callPlatform('resume_app', { app_id: own.id });
    expect((await server.from(own.todos).select()).data).toHaveLength(1);
  });

  it('when its token is forged or expired, or names an app, key or role that does not match the registry', async () => {
    const { key_id } = await createKey(own.id, 'read', 'write');
    const claims = {
      role: 'app_service',
      aud: 'authenticated',
      app_id: own.id,
      key_id,
      scopes: ['read', 'write'],
      iss: 'appshard',
    };
    const read = async (token: Promise<string>, table = own.todos) =>
      await clientWithToken(await token).from(table).select();
    expect((await read(mintToken(claims))).data).toHaveLength(1);
    expect((await read(mintToken(claims, 3600, 'another-secret-of-thirty-two-characters'))).status).toBe(401);
    expect((await read(mintToken(claims, -60))).status).toBe(401);
    expect((await read(mintToken({ ...claims, app_id: other.id }), other.todos)).data).toEqual([]);
    expect((await read(mintToken({ ...claims, key_id: randomUUID() }))).data).toEqual([]);
    expect((await read(mintToken({ ...claims, role: 'authenticated' }))).data).toEqual([]);
  });
});

describe('the keys function', () => {
  it('lists the keys of an app without their tokens', async () => {
    const { key, key_id } = await createKey(other.id, 'read');
    const text = await (await callKeys('GET', `?app_id=${other.id}`)).text();
    const { keys } = JSON.parse(text) as { keys: { key_id: string; scopes: string[]; revoked_at: null }[] };
    expect(keys).toMatchObject([{ key_id, scopes: ['read'], revoked_at: null }]);
    expect(text).not.toContain(key);
  });

  it.each([
    ['for an unknown app', { app_id: 999_999_999 }, 404, 'app_not_found'],
    [
      'with a lifetime of more than five years',
      { expires_at: new Date(Date.now() + 6 * 366 * 86_400_000).toISOString() },
      400,
      'invalid_argument',
    ],
    ['with an expiry date in the past', { expires_at: '2020-01-01T00:00:00Z' }, 400, 'invalid_argument'],
    ['with the scope write but without read', { scopes: ['write'] }, 400, 'invalid_argument'],
    ['with an unknown scope', { scopes: ['read', 'admin'] }, 400, 'invalid_argument'],
    ['with a blank name', { name: ' ' }, 400, 'invalid_argument'],
  ])('refuses to create a key %s', async (_why, change, status, code) => {
    const response = await callKeys('POST', '', { app_id: own.id, name: 'A server', scopes: ['read'], ...change });
    expect([response.status, (await response.json() as { error: { code: string } }).error.code]).toEqual([
      status,
      code,
    ]);
  });

  it('refuses to revoke a key that does not exist', async () => {
    expect((await callKeys('DELETE', `/${randomUUID()}`)).status).toBe(404);
  });
});
