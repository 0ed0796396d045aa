import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ConfirmingGateway, startConfirmingGateway } from '../support/confirming_gateway.ts';
import { follow, fragmentOf, lastMailTo, mailsTo } from '../support/mails.ts';
import { anonClient, callPlatform, mintToken, project, signUp } from '../support/project.ts';

// The Auth of the local stack sends mails, and serves their links and codes, like that of a hosted project.

const password = 'correct horse battery';
const site = 'http://127.0.0.1:3000';
let gateway: ConfirmingGateway;

beforeAll(async () => {
  gateway = await startConfirmingGateway();
});
afterAll(() => gateway.close());

const newAddress = () => `mail.${randomUUID()}@example.com`;
const lastMail = (address: string) => lastMailTo(gateway.mailFile, address);

/** Signs up and confirms the address. */
async function confirmedUser(): Promise<string> {
  const email = newAddress();
  const { error } = await gateway.browser().auth.signUp({ email, password });
  expect(error).toBeNull();
  await follow(lastMail(email).link);
  return email;
}

describe('a sign-up', () => {
  it('is confirmed by the link in its mail, which leads on with the session, once', async () => {
    const email = newAddress();
    const browser = gateway.browser();
    const options = { emailRedirectTo: `${site}/welcome?a=1` };
    const { data, error } = await browser.auth.signUp({ email, password, options });
    expect(error).toBeNull();
    expect(data.session).toBeNull();
    expect(data.user?.identities).toHaveLength(1);
    expect((await browser.auth.signInWithPassword({ email, password })).error?.code).toBe('email_not_confirmed');

    const mail = lastMail(email);
    expect(mail).toMatchObject({
      type: 'signup',
      subject: 'Confirm Your Signup',
      code: expect.stringMatching(/^\d{6}$/),
    });
    expect(mail.link?.startsWith(`${gateway.url}/auth/v1/verify?token=`)).toBe(true);
    const target = await follow(mail.link);
    expect(target.href.split('#')[0]).toBe(`${site}/welcome?a=1`);
    const { access_token = '', refresh_token = '', type } = fragmentOf(target);
    expect(type).toBe('signup');
    const session = await browser.auth.setSession({ access_token, refresh_token });
    expect(session.data.user).toMatchObject({ email, email_confirmed_at: expect.any(String) });

    expect(fragmentOf(await follow(mail.link))).toMatchObject({ error: 'access_denied', error_code: 'otp_expired' });
    expect((await gateway.browser().auth.signInWithPassword({ email, password })).error).toBeNull();
  });

  it('never leads to a site that the project does not allow', async () => {
    const email = newAddress();
    await gateway.browser().auth.signUp({ email, password, options: { emailRedirectTo: 'https://evil.example/x' } });
    const link = new URL(lastMail(email).link ?? '');
    expect(link.searchParams.get('redirect_to')).toBe(site);
    link.searchParams.set('redirect_to', 'https://evil.example/x');
    expect((await follow(link.href)).origin).toBe(site);
  });

  it('of a confirmed address returns a made-up user and sends nothing', async () => {
    const email = await confirmedUser();
    const sent = mailsTo(gateway.mailFile, email).length;
    const again = await gateway.browser().auth.signUp({ email: email.toUpperCase(), password: 'another one' });
    expect(again).toMatchObject({ error: null, data: { session: null, user: { email, identities: [] } } });
    expect(mailsTo(gateway.mailFile, email)).toHaveLength(sent);
    expect((await gateway.browser().auth.signInWithPassword({ email, password: 'another one' })).error?.code).toBe(
      'invalid_credentials',
    );
  });

  it('can have its mail again, and then only the new link works', async () => {
    const email = newAddress();
    const browser = gateway.browser();
    await browser.auth.signUp({ email, password });
    const first = lastMail(email);
    expect((await browser.auth.resend({ type: 'signup', email })).error).toBeNull();
    expect(mailsTo(gateway.mailFile, email)).toHaveLength(2);
    expect(fragmentOf(await follow(first.link))).toMatchObject({ error_code: 'otp_expired' });
    expect(fragmentOf(await follow(lastMail(email).link))).toMatchObject({ type: 'signup' });
  });

  it('waits with an invitation until the address is confirmed, and fails as a whole if the app refuses it', async () => {
    const { id } = await callPlatform<{ id: number }>('create_app', { name: 'Mails', signup: 'invite' });
    const email = newAddress();
    const { invitation } = await callPlatform<{ invitation: string }>('invite_member', { app_id: id, email });
    const refused = await gateway.browser().auth.signUp({ email, password, options: { data: { app_id: id } } });
    expect(refused.error).toMatchObject({ status: 403 });
    expect(mailsTo(gateway.mailFile, email)).toEqual([]);
    const browser = gateway.browser();
    await browser.auth.signUp({ email, password, options: { data: { app_id: id, invitation } } });
    const verified = await browser.auth.verifyOtp({ type: 'email', email, token: lastMail(email).code });
    expect(verified.error).toBeNull();
    expect((await browser.rpc('my_apps')).data).toMatchObject([{ app_id: id }]);
  });
});

describe('a code', () => {
  it('of a sign-up is accepted as type email', async () => {
    const email = newAddress();
    await gateway.browser().auth.signUp({ email, password });
    const { code } = lastMail(email);
    const wrong = code === '000000' ? '000001' : '000000';
    const browser = gateway.browser();
    expect((await browser.auth.verifyOtp({ type: 'email', email, token: wrong })).error?.code).toBe('otp_expired');
    const { data, error } = await browser.auth.verifyOtp({ type: 'email', email, token: code });
    expect(error).toBeNull();
    expect(data.user).toMatchObject({ email, user_metadata: { email_verified: true } });
    expect((await browser.auth.getUser()).data.user?.email).toBe(email);
  });

  it('of signInWithOtp is accepted as type email, and so is its hash', async () => {
    const email = await confirmedUser();
    const browser = gateway.browser();
    await browser.auth.signInWithOtp({ email });
    expect(lastMail(email).type).toBe('magiclink');
    const { data, error } = await browser.auth.verifyOtp({ type: 'email', email, token: lastMail(email).code });
    expect(error).toBeNull();
    expect(data.session?.user.email).toBe(email);
    expect((await browser.auth.refreshSession()).error).toBeNull();

    await browser.auth.signInWithOtp({ email });
    const token_hash = new URL(lastMail(email).link ?? '').searchParams.get('token') ?? '';
    const once = await Promise.all(
      [1, 2, 3].map(() => gateway.browser().auth.verifyOtp({ type: 'email', token_hash })),
    );
    expect(once.filter(({ error }) => error === null)).toHaveLength(1);
  });

  it('of signInWithOtp signs up who is new, with their metadata, but not against the will of the client', async () => {
    const email = newAddress();
    const browser = gateway.browser();
    const refused = await browser.auth.signInWithOtp({ email, options: { shouldCreateUser: false } });
    expect(refused.error?.code).toBe('otp_disabled');
    const { id } = await callPlatform<{ id: number }>('create_app', { name: 'Codes' });
    await browser.auth.signInWithOtp({ email, options: { data: { app_id: id } } });
    const mail = lastMail(email);
    expect(mail.type).toBe('signup');
    expect((await browser.auth.verifyOtp({ type: 'email', email, token: mail.code })).error).toBeNull();
    expect((await browser.rpc('my_apps')).data).toMatchObject([{ app_id: id, role: 'member' }]);
  });

  it('of signInWithOtp works where sign-ups need no confirmation, too', async () => {
    const email = newAddress();
    const browser = anonClient();
    expect((await browser.auth.signInWithOtp({ email })).error).toBeNull();
    const mail = lastMailTo(project().mailFile, email);
    expect(mail.type).toBe('magiclink');
    expect((await browser.auth.verifyOtp({ type: 'email', email, token: mail.code })).error).toBeNull();
  });
});

it('a password is set again after the mail of resetPasswordForEmail', async () => {
  const email = await confirmedUser();
  const browser = gateway.browser();
  expect((await browser.auth.resetPasswordForEmail(newAddress())).error).toBeNull();
  await browser.auth.resetPasswordForEmail(email, { redirectTo: `${site}/reset` });
  const target = await follow(lastMail(email).link);
  expect(target.pathname).toBe('/reset');
  const { access_token = '', refresh_token = '', type } = fragmentOf(target);
  expect(type).toBe('recovery');
  await browser.auth.setSession({ access_token, refresh_token });
  expect((await browser.auth.updateUser({ password: 'a new password' })).error).toBeNull();
  expect((await gateway.browser().auth.signInWithPassword({ email, password: 'a new password' })).error).toBeNull();
  expect((await browser.auth.reauthenticate()).error).toBeNull();
  expect(lastMail(email)).toMatchObject({ type: 'reauthentication', code: expect.stringMatching(/^\d{6}$/) });
});

it('a browser on another site may read what tells errors apart', async () => {
  const response = await fetch(`${gateway.url}/auth/v1/signup`, {
    method: 'POST',
    headers: { apikey: project().keys.publishableKey, origin: site, 'x-supabase-api-version': '2024-01-01' },
    body: JSON.stringify({ email: newAddress(), password: 'x' }),
  });
  expect(await response.json()).toMatchObject({ code: 'weak_password' });
  expect(response.headers.get('x-supabase-api-version')).toBe('2024-01-01');
  expect(response.headers.get('access-control-expose-headers')).toContain('x-supabase-api-version');
});

describe('a change of address', () => {
  it('takes effect when both addresses have confirmed it', async () => {
    const email = await confirmedUser();
    const next = newAddress();
    const browser = gateway.browser();
    await browser.auth.signInWithPassword({ email, password });
    const { data, error } = await browser.auth.updateUser({ email: next, data: { name: 'Ada' } });
    expect(error).toBeNull();
    expect(data.user).toMatchObject({ email, new_email: next, user_metadata: { name: 'Ada' } });
    expect(fragmentOf(await follow(lastMail(next).link))['message']).toContain('Please proceed');
    expect((await browser.auth.getUser()).data.user?.email).toBe(email);
    expect(fragmentOf(await follow(lastMail(email).link))).toMatchObject({ type: 'email_change' });
    expect((await browser.auth.getUser()).data.user).toMatchObject({ email: next, identities: [{ email: next }] });
  });

  it('is refused for the address of another user, and without a session', async () => {
    const [email, taken] = [await confirmedUser(), await confirmedUser()];
    const browser = gateway.browser();
    await browser.auth.signInWithPassword({ email, password });
    expect((await browser.auth.updateUser({ email: taken })).error?.code).toBe('email_exists');
    const response = await fetch(`${gateway.url}/auth/v1/user`, {
      method: 'PUT',
      headers: { apikey: project().keys.publishableKey, authorization: `Bearer ${await mintToken({ sub: 'x' })}` },
      body: JSON.stringify({ email: newAddress() }),
    });
    expect(response.status).toBe(400);
  });

  it('needs one confirmation where sign-ups need none', async () => {
    const { client } = await signUp();
    const next = newAddress();
    expect((await client.auth.updateUser({ email: next })).error).toBeNull();
    await follow(lastMailTo(project().mailFile, next).link);
    expect((await client.auth.getUser()).data.user?.email).toBe(next);
  });
});

describe('under PKCE', () => {
  /** Follows the newest link to the address, which leads on with a code and without a session. */
  async function codeFor(email: string): Promise<string> {
    const target = await follow(lastMail(email).link);
    expect(target.hash).toBe('');
    return target.searchParams.get('code') ?? '';
  }

  it('the mails of signUp, signInWithOtp, resetPasswordForEmail and updateUser lead to a code for this client', async () => {
    const email = newAddress();
    const browser = gateway.browser('pkce');
    await browser.auth.signUp({ email, password });
    const code = await codeFor(email);
    expect((await gateway.browser('pkce').auth.exchangeCodeForSession(code)).error).not.toBeNull();
    const { data, error } = await browser.auth.exchangeCodeForSession(code);
    expect(error).toBeNull();
    expect(data.session?.user.email).toBe(email);
    expect((await browser.auth.exchangeCodeForSession(code)).error).not.toBeNull();

    await browser.auth.signInWithOtp({ email });
    expect((await browser.auth.exchangeCodeForSession(await codeFor(email))).error).toBeNull();
    await browser.auth.resetPasswordForEmail(email);
    expect((await browser.auth.exchangeCodeForSession(await codeFor(email))).error).toBeNull();

    const next = newAddress();
    await browser.auth.updateUser({ email: next });
    expect((await follow(lastMail(email).link)).searchParams.get('message')).toContain('Please proceed');
    expect((await browser.auth.exchangeCodeForSession(await codeFor(next))).error).toBeNull();
    expect((await browser.auth.getUser()).data.user?.email).toBe(next);
  });

  it('the typed code works too, and a link that has been used leads to an error', async () => {
    const email = newAddress();
    const browser = gateway.browser('pkce');
    await browser.auth.signUp({ email, password });
    const { code, link } = lastMail(email);
    expect((await browser.auth.verifyOtp({ type: 'email', email, token: code })).error).toBeNull();
    expect((await follow(link)).searchParams.get('error_code')).toBe('otp_expired');
  });
});
