import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { build, preview, type PreviewServer } from 'vite';
import { untilServed } from '../../scripts/stack/client.ts';
import { appsDir, projectRoot } from '../../scripts/stack/paths.ts';
import { type Browser, browserPath, openBrowser, whyNoBrowser } from '../support/browser.ts';
import { anonClient, callPlatform, project, secretClient } from '../support/project.ts';

const root = join(projectRoot, 'examples', 'todo');

it('the types in examples/todo are those of app 57', async () => {
  const types = await callPlatform<string>('typescript_types', { app_id: 57 });
  expect(readFileSync(join(root, 'src', 'lib', 'database.types.ts'), 'utf8')).toBe(types);
});

if (browserPath === null) console.warn(`Skipped the browser tests of examples/todo: ${whyNoBrowser}`);

describe.skipIf(browserPath === null)('examples/todo, built and opened in a browser,', { timeout: 120_000 }, () => {
  const outDir = mkdtempSync(join(tmpdir(), 'appshard-todo-'));
  const [ada, eve] = [`ada.${randomUUID()}@example.com`, `eve.${randomUUID()}@example.com`];
  const password = 'difference engine';
  let appId: number;
  let server: PreviewServer;
  let browser: Browser;

  beforeAll(async () => {
    // A separate app with the tables of app 57, so that suspending it does not disturb other tests.
    const { name, tables } = JSON.parse(readFileSync(join(appsDir, '57.json'), 'utf8')) as Record<string, unknown>;
    appId = (await callPlatform<{ id: number }>('create_app', { name, tables })).id;
    await untilServed(secretClient(), `app_${appId}_todos`);
    vi.stubEnv('VITE_SUPABASE_URL', project().url);
    vi.stubEnv('VITE_SUPABASE_PUBLISHABLE_KEY', project().keys.publishableKey);
    vi.stubEnv('VITE_APP_ID', String(appId));
    vi.stubEnv('NODE_ENV', 'production');
    const options = { root, logLevel: 'error' as const, build: { outDir, emptyOutDir: true } };
    await build(options);
    server = await preview({ ...options, preview: { port: 0, host: '127.0.0.1' } });
    browser = await openBrowser(browserPath ?? '');
    await browser.page.goto(server.resolvedUrls?.local[0] ?? '');
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    await server?.close();
    rmSync(outDir, { recursive: true, force: true });
    vi.unstubAllEnvs();
  });

  const heading = (name: string) => browser.page.getByRole('heading', { name });
  const button = (name: string) => browser.page.getByRole('button', { name, exact: true });
  const todo = (text: string) => browser.page.getByRole('checkbox', { name: text });
  const texts = () => browser.page.getByRole('listitem').locator('span').allTextContents();
  const alert = (): Locator => browser.page.getByRole('alert');

  async function fillIn(email: string, secret: string, submit: string) {
    await browser.page.getByLabel('E-mail address').fill(email);
    await browser.page.getByLabel('Password').fill(secret);
    await button(submit).click();
  }

  async function add(text: string) {
    await browser.page.getByLabel('What needs to be done?').fill(text);
    await button('Add').click();
    await todo(text).waitFor();
  }

  it('signs a user up and shows an empty list', async () => {
    await heading('Sign in').waitFor();
    await button('New here? Create an account').click();
    await fillIn(ada, password, 'Create an account');
    await heading('Todos').waitFor();
    await browser.page.getByText('Nothing to do.').waitFor();
    expect(await browser.page.getByText(ada).isVisible()).toBe(true);
  });

  it('adds, checks off and deletes todos', async () => {
    for (const text of ['Buy milk', '<b>Walk</b> the dog', 'Sleep']) await add(text);
    await todo('Buy milk').click();
    await vi.waitFor(async () => expect(await todo('Buy milk').isChecked()).toBe(true));
    await button('Delete Sleep').click();
    await todo('Sleep').waitFor({ state: 'detached' });
    expect(await texts()).toEqual(['<b>Walk</b> the dog', 'Buy milk']);
  });

  it('keeps the session and the list after a reload', async () => {
    await browser.page.reload();
    await todo('Buy milk').waitFor();
    expect(await texts()).toEqual(['<b>Walk</b> the dog', 'Buy milk']);
    expect([await todo('Buy milk').isChecked(), await todo('<b>Walk</b> the dog').isChecked()]).toEqual([true, false]);
  });

  it('signs the user out, and shows the sign-in form after a reload', async () => {
    await button('Sign out').click();
    await heading('Sign in').waitFor();
    await browser.page.reload();
    await heading('Sign in').waitFor();
    expect(await texts()).toEqual([]);
  });

  it('shows a second user no todo of the first', async () => {
    await button('New here? Create an account').click();
    await fillIn(eve, password, 'Create an account');
    await browser.page.getByText('Nothing to do.').waitFor();
    await add('Of eve');
    expect(await texts()).toEqual(['Of eve']);
    await button('Sign out').click();
  });

  it('says why a sign-in or a sign-up failed', async () => {
    await heading('Sign in').waitFor();
    await fillIn(ada, 'wrong password', 'Sign in');
    await alert().waitFor();
    expect(await alert().textContent()).toBe('The e-mail address or the password is wrong.');
    await button('New here? Create an account').click();
    await alert().waitFor({ state: 'detached' });
    await fillIn(ada, password, 'Create an account');
    await alert().waitFor();
    expect(await alert().textContent()).toBe('This e-mail address already has an account: sign in instead.');
  });

  it('shows the first user the same todos after signing in again', async () => {
    await button('Have an account? Sign in').click();
    await fillIn(ada, password, 'Sign in');
    await todo('Buy milk').waitFor();
    expect(await texts()).toEqual(['<b>Walk</b> the dog', 'Buy milk']);
    const { data } = await secretClient().from(`app_${appId}_todos`).select('text, completed').order('text')
      .throwOnError();
    expect(data).toEqual([
      { text: '<b>Walk</b> the dog', completed: false },
      { text: 'Buy milk', completed: true },
      { text: 'Of eve', completed: false },
    ]);
  });

  it('keeps out a user with an account but no invitation, and admits an invited user', async () => {
    await callPlatform('update_app', { app_id: appId, signup: 'invite' });
    const other = await callPlatform<{ id: number }>('create_app', { name: 'Other' });
    const carol = `carol.${randomUUID()}@example.com`;
    await anonClient().auth.signUp({ email: carol, password, options: { data: { app_id: other.id } } });
    await button('Sign out').click();
    await fillIn(carol, password, 'Sign in');
    await alert().waitFor();
    expect(await alert().textContent()).toBe('You need an invitation to your e-mail address: open the link in it.');
    const { invitation } = await callPlatform<{ invitation: string }>('invite_member', { app_id: appId, email: carol });
    await button('Sign in').click();
    await alert().waitFor();
    await browser.page.goto(`${server.resolvedUrls?.local[0] ?? ''}?invitation=${invitation}`);
    await fillIn(carol, password, 'Sign in');
    await browser.page.getByText('Nothing to do.').waitFor();
    await add('Of carol');
  });

  it('shows a message when the database refuses a request', async () => {
    await callPlatform('suspend_app', { app_id: appId });
    await browser.page.getByLabel('What needs to be done?').fill('Too late');
    await button('Add').click();
    await alert().waitFor();
    expect(await alert().textContent()).toBe('You are not allowed to do this.');
    await callPlatform('resume_app', { app_id: appId });
    await button('Add').click();
    await todo('Too late').waitFor();
    expect(await alert().count()).toBe(0);
  });

  it('causes no other error in the browser', () => expect(browser.problems).toEqual([]));
});
