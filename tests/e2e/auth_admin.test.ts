import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ConfirmingGateway, startConfirmingGateway } from '../support/confirming_gateway.ts';
import { newApp } from '../support/apps.ts';
import { follow, fragmentOf, lastMailTo, mailsTo } from '../support/mails.ts';
import { anonClient, callPlatform, mintToken, project, secretClient, signUp } from '../support/project.ts';

// auth.admin of the local stack does what it does on a hosted project, for the secret key only.

const password = 'correct horse battery';
let gateway: ConfirmingGateway;

beforeAll(async () => {
  gateway = await startConfirmingGateway();
});
afterAll(() => gateway.close());

const newAddress = () => `admin.${randomUUID()}@example.com`;
const admin = () => secretClient().auth.admin;

async function newUser(attributes = {}): Promise<{ id: string; email: string }> {
  const email = newAddress();
  const { data, error } = await admin().createUser({ email, password, email_confirm: true, ...attributes });
  if (error !== null) throw error;
  return { id: data.user?.id ?? '', email };
}

function signIn(email: string, with_ = password) {
  const client = anonClient();
  return client.auth.signInWithPassword({ email, password: with_ }).then(({ data, error }) => ({
    client,
    data,
    error,
  }));
}

describe('who may use it', () => {
  /** Every call, with the id of a user who exists. */
  const calls = (id: string): [string, string, object?][] => [
    ['GET', '/admin/users'],
    ['POST', '/admin/users', { email: newAddress(), password }],
    ['GET', `/admin/users/${id}`],
    ['PUT', `/admin/users/${id}`, { password: 'taken over' }],
    ['DELETE', `/admin/users/${id}`],
    ['DELETE', `/admin/users/${id}`, { should_soft_delete: true }],
    ['POST', '/invite', { email: newAddress() }],
    ['POST', '/admin/generate_link', { type: 'magiclink', email: newAddress() }],
  ];

  it('is only the holder of the secret key: visitors, users, forgers and keys of others are refused', async () => {
    const { id, email } = await newUser();
    const { accessToken } = await signUp();
    const { publishableKey, secretKey } = project().keys;
    const forged = await mintToken({ role: 'service_role' }, 3600, 'another secret with at least 32 characters');
    const holders: [number, Record<string, string>][] = [
      [401, {}],
      [401, { apikey: 'sb_secret_x' }],
      [401, { authorization: `Bearer ${secretKey}` }],
      [401, { apikey: secretKey, 'user-agent': 'Mozilla/5.0 (X11)' }],
      [403, { apikey: publishableKey }],
      [403, { apikey: publishableKey, authorization: `Bearer ${publishableKey}` }],
      [403, { apikey: publishableKey, authorization: `Bearer ${secretKey}` }],
      [403, { apikey: publishableKey, authorization: `Bearer ${accessToken}` }],
      [403, { apikey: secretKey, authorization: `Bearer ${accessToken}` }],
      [403, { apikey: publishableKey, authorization: `Bearer ${forged}` }],
      [403, { apikey: secretKey, authorization: `Bearer ${forged}` }],
    ];
    for (const [status, headers] of holders) {
      for (const [method, path, body] of calls(id)) {
        const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
        const response = await fetch(`${project().url}/auth/v1${path}`, init);
        expect([method, path, headers, response.status]).toEqual([method, path, headers, status]);
      }
    }
    expect((await signIn(email)).error).toBeNull();
    expect((await anonClient().auth.admin.listUsers()).error).toMatchObject({ code: 'not_admin', status: 403 });
    expect((await secretClient().auth.admin.getUserById(id)).data.user?.email).toBe(email);
    const headers = { apikey: publishableKey, authorization: `Bearer ${await mintToken({ role: 'service_role' })}` };
    expect((await fetch(`${project().url}/auth/v1/admin/users/${id}`, { headers })).status).toBe(200);
  });
});

describe('createUser', () => {
  it('creates a confirmed user with the given id and metadata, who can sign in', async () => {
    const given = randomUUID();
    const { id, email } = await newUser({
      id: given,
      user_metadata: { name: 'Ada' },
      app_metadata: { plan: 'pro' },
    });
    expect(id).toBe(given);
    const { data, error } = await signIn(email);
    expect(error).toBeNull();
    expect(data.user).toMatchObject({
      id,
      email,
      user_metadata: { name: 'Ada', email_verified: true },
      app_metadata: { plan: 'pro', provider: 'email', providers: ['email'] },
      identities: [{ provider: 'email', email }],
    });
  });

  it('creates an unconfirmed user unless told otherwise', async () => {
    const { id, email } = await newUser({ email_confirm: false });
    expect((await signIn(email)).error?.code).toBe('email_not_confirmed');
    expect((await admin().getUserById(id)).data.user?.email_confirmed_at).toBeUndefined();
    expect((await admin().updateUserById(id, { email_confirm: true })).error).toBeNull();
    expect((await signIn(email)).error).toBeNull();
  });

  it('runs the triggers: the user becomes a member of the app, or is not created', async () => {
    const { id: appId } = await callPlatform<{ id: number }>('create_app', { name: 'Admin' });
    const { email } = await newUser({ user_metadata: { app_id: appId } });
    const { client } = await signIn(email);
    expect((await client.rpc('my_apps')).data).toMatchObject([{ app_id: appId, role: 'member' }]);
    await callPlatform('update_app', { app_id: appId, signup: 'closed' });
    const refused = newAddress();
    const { error } = await admin().createUser({ email: refused, password, user_metadata: { app_id: appId } });
    expect(error?.status).toBe(500);
    expect((await admin().createUser({ email: refused, password })).error).toBeNull();
  });

  it('refuses a known address, a bad address, a bad id and a short password', async () => {
    const { email } = await newUser();
    const codeOf = async (attributes: object) => (await admin().createUser({ password, ...attributes })).error?.code;
    expect(await codeOf({ email: email.toUpperCase() })).toBe('email_exists');
    expect(await codeOf({ email: 'x' })).toBe('validation_failed');
    expect(await codeOf({})).toBe('validation_failed');
    expect(await codeOf({ email: newAddress(), id: 'x' })).toBe('validation_failed');
    expect(await codeOf({ email: newAddress(), password: 'x' })).toBe('weak_password');
    const weak = await anonClient().auth.signUp({ email: newAddress(), password: 'x' });
    expect(weak.error).toMatchObject({ code: 'weak_password', reasons: ['length'] });
  });
});

it('listUsers returns pages, the newest first, and getUserById knows who does not exist', async () => {
  const ids = [await newUser(), await newUser(), await newUser()].map(({ id }) => id).reverse();
  const first = await admin().listUsers({ page: 1, perPage: 2 });
  const second = await admin().listUsers({ page: 2, perPage: 2 });
  expect(first.data).toMatchObject({ nextPage: 2, total: expect.any(Number) });
  expect([first.data.users.length, second.data.users.length]).toEqual([2, 2]);
  // Other tests create users meanwhile.
  const oldest = first.data.users[1]?.created_at ?? '';
  expect((second.data.users[0]?.created_at ?? 'z') <= oldest).toBe(true);
  const all = (await admin().listUsers({ perPage: 1000 })).data.users.map(({ id }) => id);
  expect(all.filter((id) => ids.includes(id))).toEqual(ids);
  expect((await admin().getUserById(randomUUID())).error?.code).toBe('user_not_found');
});

it('updateUserById changes the address, the password and the metadata, and ends the sessions of the old password', async () => {
  const { id, email } = await newUser({ user_metadata: { a: 1, b: 2 } });
  const { client } = await signIn(email);
  const next = newAddress();
  const changes = { email: next, email_confirm: true, password: 'a new password', user_metadata: { a: null, c: 3 } };
  const { data, error } = await admin().updateUserById(id, { ...changes, app_metadata: { plan: 'pro' } });
  expect(error).toBeNull();
  expect(data.user).toMatchObject({ email: next, user_metadata: { b: 2, c: 3 }, app_metadata: { plan: 'pro' } });
  expect(data.user?.user_metadata).not.toHaveProperty('a');
  expect((await client.auth.refreshSession()).error).not.toBeNull();
  expect((await signIn(email)).error?.code).toBe('invalid_credentials');
  expect((await signIn(next, 'a new password')).error).toBeNull();
  expect((await admin().updateUserById(id, { email: (await newUser()).email })).error?.code).toBe('email_exists');
});

it('a banned user can neither sign in nor refresh nor follow a link, until the ban ends', async () => {
  const { id, email } = await newUser();
  const { client } = await signIn(email);
  await anonClient().auth.signInWithOtp({ email });
  expect((await admin().updateUserById(id, { ban_duration: 'soon' })).error?.code).toBe('validation_failed');
  const { data } = await admin().updateUserById(id, { ban_duration: '1h30m' });
  const hours = (Date.parse(data.user?.banned_until ?? '') - Date.now()) / 3_600_000;
  expect(hours).toBeGreaterThan(1.4);
  expect(hours).toBeLessThanOrEqual(1.5);

  expect((await signIn(email)).error).toMatchObject({ status: 400, code: 'user_banned' });
  expect((await client.auth.getUser()).error).toMatchObject({ status: 403, code: 'user_banned' });
  const { link, code } = lastMailTo(project().mailFile, email);
  const typed = await anonClient().auth.verifyOtp({ type: 'email', email, token: code });
  expect(typed.error).toMatchObject({ status: 403, code: 'user_banned' });
  expect(fragmentOf(await follow(link))).toMatchObject({ error_code: 'user_banned' });
  const { data: { session } } = await client.auth.getSession();
  const refresh_token = session?.refresh_token ?? '';
  expect((await client.auth.refreshSession({ refresh_token })).error).toMatchObject({
    status: 400,
    code: 'user_banned',
  });

  await admin().updateUserById(id, { ban_duration: 'none' });
  expect((await signIn(email)).error).toBeNull();
  expect((await anonClient().auth.refreshSession({ refresh_token })).error).toBeNull();
});

it('deleteUser removes the user, or with shouldSoftDelete only what identifies the person', async () => {
  const gone = await newUser();
  const { client } = await signIn(gone.email);
  expect((await admin().deleteUser(gone.id)).error).toBeNull();
  expect((await admin().getUserById(gone.id)).error?.code).toBe('user_not_found');
  expect((await client.auth.getUser()).error).not.toBeNull();
  expect((await admin().deleteUser(gone.id)).error?.code).toBe('user_not_found');

  const soft = await newUser({ user_metadata: { name: 'Ada' } });
  expect((await admin().deleteUser(soft.id, true)).error).toBeNull();
  const { data } = await admin().getUserById(soft.id);
  expect(data.user).toMatchObject({ id: soft.id, deleted_at: expect.any(String), user_metadata: {} });
  expect(JSON.stringify(data.user)).not.toContain(soft.email);
  expect((await signIn(soft.email)).error?.code).toBe('invalid_credentials');
  expect((await admin().createUser({ email: soft.email, password })).error).toBeNull();
});

describe('deleteUser', { timeout: 120_000 }, () => {
  it('deletes a user of more apps than one transaction should lock: at once for reads, the rest by the job', async () => {
    const apps: number[] = [];
    for (let index = 0; index < 40; index++) {
      apps.push(await newApp([{ name: 'todos', columns: [{ name: 'text', type: 'text' }] }]));
    }
    const { client, userId } = await signUp(apps[0]);
    for (const app_id of apps) await callPlatform('add_member', { app_id, user_id: userId });
    for (const id of apps) expect((await client.from(`app_${id}_todos`).insert({ text: 'mine' })).error).toBeNull();
    expect((await admin().deleteUser(userId)).error).toBeNull();
    const last = apps.at(-1) ?? 0;
    expect((await client.from(`app_${last}_todos`).select()).data).toEqual([]);
    const rowsOfLast = () => secretClient().from(`app_${last}_todos`).select('text').eq('user_id', userId);
    expect((await rowsOfLast()).data).toEqual([{ text: 'mine' }]);
    const finish = () => callPlatform<{ finished: number }>('finish_account_changes', {});
    while ((await finish()).finished > 0);
    expect((await rowsOfLast()).data).toEqual([]);
    expect((await admin().getUserById(userId)).error?.status).toBe(404);
  });
});

describe('invitations and links', () => {
  it('inviteUserByEmail sends a link that confirms the address and signs in', async () => {
    const email = newAddress();
    const { data, error } = await admin().inviteUserByEmail(email, { data: { name: 'Ada' } });
    expect(error).toBeNull();
    expect(data.user).toMatchObject({ email, invited_at: expect.any(String), user_metadata: { name: 'Ada' } });
    const { type, link } = lastMailTo(project().mailFile, email);
    expect(type).toBe('invite');
    const { access_token = '', refresh_token = '', ...rest } = fragmentOf(await follow(link));
    expect(rest['type']).toBe('invite');
    const browser = anonClient();
    await browser.auth.setSession({ access_token, refresh_token });
    expect((await browser.auth.updateUser({ password })).error).toBeNull();
    expect((await signIn(email)).error).toBeNull();
    expect((await admin().inviteUserByEmail(email)).error?.code).toBe('email_exists');
  });

  it('inviteUserByEmail invites to an app: the membership begins when the link is opened', async () => {
    const { id } = await callPlatform<{ id: number }>('create_app', { name: 'Invites', signup: 'invite' });
    const email = newAddress();
    const wish = { app_id: id, email, role: 'admin' };
    const { invitation } = await callPlatform<{ invitation: string }>('invite_member', wish);
    const redirectTo = 'http://127.0.0.1:3000/shop';
    expect((await admin().inviteUserByEmail(email, { data: { app_id: id }, redirectTo })).error?.status).toBe(403);
    const { data, error } = await admin().inviteUserByEmail(email, { data: { app_id: id, invitation }, redirectTo });
    expect(error).toBeNull();
    const members = () =>
      secretClient().schema('platform').from('app_members').select('role').eq('user_id', data.user?.id ?? '');
    expect((await members()).data).toEqual([]);
    const target = await follow(lastMailTo(project().mailFile, email).link);
    expect(target.pathname).toBe('/shop');
    expect((await members()).data).toEqual([{ role: 'admin' }]);
  });

  it('generateLink returns what the mail would contain, and sends none', async () => {
    const email = newAddress();
    const generate = gateway.admin().auth.admin;
    const signup = await generate.generateLink({ type: 'signup', email, password });
    expect(signup.error).toBeNull();
    expect(signup.data.user).toMatchObject({ email });
    expect(signup.data.properties).toMatchObject({
      verification_type: 'signup',
      email_otp: expect.stringMatching(/^\d{6}$/),
    });
    expect(fragmentOf(await follow(signup.data.properties?.action_link ?? ''))).toMatchObject({ type: 'signup' });

    for (const type of ['magiclink', 'recovery'] as const) {
      const { data } = await generate.generateLink({ type, email });
      const token_hash = data.properties?.hashed_token ?? '';
      expect((await gateway.browser().auth.verifyOtp({ type, token_hash })).error).toBeNull();
    }
    const invited = newAddress();
    const { data } = await generate.generateLink({ type: 'invite', email: invited });
    const browser = gateway.browser();
    const token = data.properties?.email_otp ?? '';
    expect((await browser.auth.verifyOtp({ type: 'invite', email: invited, token })).error).toBeNull();

    const magic = await generate.generateLink({ type: 'magiclink', email: newAddress() });
    expect(magic.data.properties?.verification_type).toBe('signup');
    expect((await generate.generateLink({ type: 'recovery', email: newAddress() })).error?.code).toBe('user_not_found');
    expect((await generate.generateLink({ type: 'signup', email, password })).error?.code).toBe('email_exists');
    expect([email, invited].flatMap((address) => mailsTo(gateway.mailFile, address))).toEqual([]);
  });
});
