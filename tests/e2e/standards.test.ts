import type { User } from '@supabase/supabase-js';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import ws from 'ws';
import { connect } from '../../scripts/stack/connect.ts';
import { AppFolder } from '../support/app_folder.ts';
import { startConfirmingGateway } from '../support/confirming_gateway.ts';
import { follow, lastMailTo } from '../support/mails.ts';
import { anonClient, callPlatform, project, signUp } from '../support/project.ts';
import { createShop, type Shop } from '../support/shop.ts';
import { type Snippets, snippetsOf } from '../support/snippets.ts';

// The standards of an app are correct if their snippets compile and work unchanged.

/** The exports of the snippets, under the names that the standards use. */
interface App {
  supabase: ReturnType<typeof anonClient>;
  signUp: (email: string, password: string) => Promise<boolean>;
  signIn: (email: string, password: string) => Promise<User>;
  signOut: () => Promise<void>;
  followUser: (tell: (user: User | null) => void) => () => void;
  messageOf: (error: unknown) => string;
  snippets: ((given: Record<string, unknown>) => Promise<unknown>)[];
}
type Row = Record<string, unknown>;

const folder = new AppFolder();
const email = `ada.${randomUUID()}@example.com`;
const password = 'difference engine';
let shop: Shop;
let rowNames: Map<string, string>;
let parts: Snippets;
let app: App;
let user: User;
/** The result of every snippet that was run, by its number. */
const answers = new Map<number, unknown>();

beforeAll(async () => {
  // Browsers have these, Node 20 does not.
  vi.stubGlobal('WebSocket', ws);
  vi.stubGlobal('window', { location: { origin: project().url } });
  shop = await createShop();
  rowNames = new Map(
    ['customers', 'orders', 'posts', 'news', 'odd', 'links'].map((name) => [`${name}Row`, shop.table(name)]),
  );
  const standards = (await shop.text('standards'))
    .replace('<SUPABASE_URL>', project().url)
    .replace('<SUPABASE_PUBLISHABLE_KEY>', project().keys.publishableKey);
  parts = snippetsOf(standards, rowNames);
  folder.write('database.types.ts', await shop.text('types'));
  folder.write('app.ts', parts.module);
  app = await folder.run('app.ts') as unknown as App;
  return () => vi.unstubAllGlobals();
});

afterAll(() => folder.remove());

describe('the snippets', () => {
  it(
    'compile with the generated types, including those for React and, if a table is published, for Realtime',
    async () => {
      const admin = connect(project().databaseUrls.supabaseAdmin);
      await admin.unsafe(`create publication supabase_realtime for table public.${shop.table('orders')}`);
      const published = await shop.text('standards').finally(async () => {
        await admin.unsafe('drop publication supabase_realtime');
        await admin.end();
      });
      expect(published).toContain(`On for \`${shop.table('orders')}\`, off for all other tables.`);
      const realtime = snippetsOf(published, rowNames);
      expect(realtime.list.length).toBe(parts.list.length + 1);
      folder.write('realtime.ts', realtime.module);
      const screens = [...published.matchAll(/^```tsx\n(.*?)\n```$/gms)].map(([, code = '']) => code);
      expect(screens).toHaveLength(1);
      folder.write('screens.tsx', screens.join());
      expect(await folder.problems('app.ts', 'realtime.ts', 'screens.tsx')).toEqual([]);
    },
    120_000,
  );

  it('sign up a member of the app and report who is signed in', async () => {
    const seen: (string | undefined)[] = [];
    const stop = app.followUser((who) => seen.push(who?.email));
    expect(await app.signUp(email, password)).toBe(true);
    await vi.waitFor(() => expect(seen.at(-1)).toBe(email));
    stop();
    expect(seen[0]).toBeUndefined();
    user = (await app.supabase.auth.getUser()).data.user as User;
    expect((await app.supabase.rpc('my_apps')).data).toMatchObject([{ app_id: shop.id, role: 'member' }]);
  });

  it('do not let a member write what only admins may write', async () => {
    const news = parts.list.findIndex(({ code }) => code.startsWith('// Only for owners and admins'));
    await expect(app.snippets[news]?.({ user })).rejects.toMatchObject({ code: '42501' });
    await callPlatform('update_member', { app_id: shop.id, user_id: user.id, role: 'admin' });
  });

  it('read and write every table', async () => {
    const rows = new Map<string, Row>();
    const waiting = new Set(parts.list.keys());
    const run = async (wanted: (code: string) => boolean) => {
      for (const number of waiting) {
        const { code, needs } = parts.list[number] ?? { code: '', needs: [] };
        if (!wanted(code) || needs.some((name) => !rows.has(name))) continue;
        waiting.delete(number);
        const answer = await app.snippets[number]?.({ user, ...Object.fromEntries(rows) });
        answers.set(number, answer);
        const table = /\.from\('(\w+)'\)/.exec(code)?.[1];
        const name = [...rowNames].find(([, fullName]) => fullName === table)?.[0];
        if (code.includes('.insert(') && name !== undefined) rows.set(name, answer as Row);
      }
    };
    // A table whose row needs a row of another table has its turn in a later round.
    for (let round = 0; round < 3; round++) await run((code) => code.includes('.insert('));
    expect([...rows.keys()].sort()).toEqual([...rowNames.keys()].sort());
    await run((code) => !code.includes('.delete('));
    await run((code) => code.includes('.delete('));
    expect(waiting).toEqual(new Set());

    const found = (pattern: RegExp) =>
      [...answers].filter(([number]) => pattern.test(parts.list[number]?.code ?? '')).map(([, answer]) => answer);
    const reads = found(/\.range\(0, 49\)/);
    expect(reads).toHaveLength(9);
    expect(reads.map((answer) => (answer as Row[]).length)).toEqual(reads.map(() => 1));
    expect(reads[3]).toMatchObject([{ id: 1, mood: "it's ``` */ ok", matrix: [[1, 2], [3, 4]] }]);
    expect(reads[4]).toMatchObject([{ customer: { name: 'Nam' }, parent: null, payer: null, user_id: user.id }]);
    expect(found(/\.maybeSingle/)).toMatchObject([{ id: rows.get('customersRow')?.['id'] }]);
    for (const answer of found(/\.(update\(.*\n.*\n.*select\(\);|delete\()/)) expect(answer).toHaveLength(1);
    expect(found(/head: true/)).toEqual([2]);
    expect(found(/\.range\(50, 99\)/)).toEqual([[]]);
    expect(found(/who refer|refer to them/)).toHaveLength(1);
  });

  it('turn errors into messages for users', async () => {
    const wordsFor = (work: Promise<unknown>) => work.then(() => 'nothing went wrong', app.messageOf);
    expect(await wordsFor(app.signIn(email, 'wrong password'))).toBe('The e-mail address or the password is wrong.');
    expect(await wordsFor(app.signUp(email, password))).toBe(
      'This e-mail address already has an account: sign in instead.',
    );
    expect(await wordsFor(app.signUp(`x.${email}`, 'a'))).toBe('Choose a longer password.');
    const orders = app.supabase.from(shop.table('orders'));
    expect(app.messageOf((await orders.insert({ total: 6 })).error)).toBe('A required field is empty.');
    const posts = app.supabase.from(shop.table('posts'));
    expect(app.messageOf((await posts.insert({ title: 'x', user_id: randomUUID() })).error)).toBe(
      'You are not allowed to do this.',
    );
    expect(app.messageOf((await posts.select().eq('id', randomUUID()).single()).error)).toBe('Not found.');
    expect(app.messageOf((await posts.select().eq('id', 'x')).error)).toBe('A value has the wrong format.');
  });

  it('tell who signs up where addresses must be confirmed whether to read the mail or to sign in', async () => {
    const gateway = await startConfirmingGateway();
    try {
      folder.write('confirming.ts', parts.module.replaceAll(project().url, gateway.url));
      const confirming = await folder.run('confirming.ts') as unknown as App;
      const address = `bea.${randomUUID()}@example.com`;
      expect(await confirming.signUp(address, password)).toBe(false);
      await expect(confirming.signIn(address, password)).rejects.toMatchObject({ code: 'email_not_confirmed' });
      await follow(lastMailTo(gateway.mailFile, address).link);
      const refused = await confirming.signUp(address, password).then(() => null, confirming.messageOf);
      expect(refused).toBe('This e-mail address already has an account: sign in instead.');
      expect((await confirming.signIn(address, password)).email).toBe(address);
    } finally {
      await gateway.close();
    }
  });

  it('sign out, and sign in a user whose account belongs to another app', async () => {
    await app.signOut();
    expect((await app.supabase.auth.getSession()).data.session).toBeNull();
    expect((await app.supabase.from(shop.table('orders')).select()).error?.code).toBe('42501');
    expect((await app.supabase.from(shop.table('posts')).select()).data).toHaveLength(1);

    const other = await callPlatform<{ id: number }>('create_app', { name: 'Other' });
    const address = `eve.${randomUUID()}@example.com`;
    await anonClient().auth.signUp({ email: address, password, options: { data: { app_id: other.id } } });
    const seen: unknown[] = [];
    const stop = app.followUser((who) => seen.push(who));
    await vi.waitFor(() => expect(seen).toEqual([null]));
    expect((await app.signIn(address, password)).email).toBe(address);
    expect(seen).toEqual([null]);
    stop();
    expect((await app.supabase.from(shop.table('orders')).select()).data).toEqual([]);
    expect((await app.supabase.from(shop.table('posts')).insert({ title: 'of eve' })).error).toBeNull();
    await app.signOut();
  });

  it('keep out a user whom the app does not admit', async () => {
    await callPlatform('update_app', { app_id: shop.id, signup: 'invite' });
    const stranger = await signUp(undefined, 'mallory');
    await stranger.client.auth.updateUser({ password });
    await expect(app.signIn(stranger.email, password)).rejects.toMatchObject({ details: 'invitation_required' });
    expect((await app.supabase.auth.getSession()).data.session).toBeNull();
    await expect(app.signUp(`new.${email}`, password)).rejects.toThrow('it needs an invitation');
    await app.signIn(email, password);
    await app.signOut();
  });
});
