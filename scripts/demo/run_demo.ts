import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { type Client, connectClient, untilServed } from '../stack/client.ts';
import { Platform } from './platform.ts';
import { accepted, createSteps, promise, refused } from './steps.ts';

export interface Project {
  url: string;
  publishableKey: string;
  secretKey: string;
}

interface Todo {
  id: string;
  text: string;
  completed: boolean;
}

const todos = {
  name: 'todos',
  scope: 'private',
  columns: [
    { name: 'text', type: 'text', required: true, max_length: 200 },
    { name: 'completed', type: 'boolean', default: false },
  ],
};

/** What the app's owner asks for next: a renamed column and a new one. */
const changedTodos = {
  ...todos,
  columns: [
    { name: 'text', type: 'text', required: true, max_length: 200 },
    { name: 'done', renamed_from: 'completed', type: 'boolean', default: false },
    { name: 'priority', type: 'enum', values: ['low', 'high'], default: 'low' },
  ],
};

/**
 * Runs the main use case with real clients: the platform creates an app and a table, two people sign up and use it, and nobody
 * else gets in. Throws at the first broken promise, and always removes the apps that it created.
 */
export async function runDemo(project: Project, print: (line: string) => void): Promise<void> {
  const platform = new Platform(project.url, project.secretKey);
  const { run } = createSteps(print);
  const appIds: number[] = [];
  print('Demo: an app from creation to deletion, its users, and everyone who must be kept out\n');
  try {
    const key = randomUUID();
    const { app } = await run('The platform creates an app', () => platform.createApp('Demo', key));
    appIds.push(app.id);
    await run('The same request, sent again, returns the same app', async () => {
      const again = await platform.createApp('Demo', key);
      promise(again.app.id === app.id, `app ${app.id}`, again.app);
    });
    const table = await run('The platform creates a table in the app', () => platform.createTable(app.id, todos));
    const other = await run('The platform creates another app', () => platform.createApp('Other', randomUUID()));
    appIds.push(other.app.id);

    const anon = connectClient(project.url, project.publishableKey);
    await run(`The Data API serves ${table}`, () => untilServed(anon, table));
    const signUp = (name: string, appId?: number) => signUpUser(project, name, appId);
    const alice = await run('Alice signs up to the app', () => signUp('alice', app.id));
    const bob = await run('Bob signs up to the app', () => signUp('bob', app.id));
    const eve = await run('Eve signs up to the other app', () => signUp('eve', other.app.id));
    const mallory = await run('Mallory signs up without an app', () => signUp('mallory'));

    const todo = await run('Alice adds a row', () => insert(alice, table, 'Buy milk'));
    await run('Alice reads her row', () => expectTexts(alice, table, ['Buy milk']));
    await run('Bob, in the same app, cannot see it: the table is private', () => expectTexts(bob, table, []));
    await run('Bob cannot change it', async () => {
      const changed = await bob.from(table).update({ text: 'Hacked' }).eq('id', todo.id).select();
      promise(accepted(changed, 'no error').length === 0, 'no row changed', changed.data);
    });
    await run("Bob cannot add a row in Alice's name", async () => {
      const { data } = await alice.auth.getUser();
      const forged = await bob.from(table).insert({ text: 'Forged', user_id: data.user?.id });
      refused(forged, '42501', 'Bob may write only as himself');
    });
    await run('Alice updates her row', async () => {
      const changed = await alice.from(table).update({ completed: true }).eq('id', todo.id).select().single<Todo>();
      promise(accepted(changed, 'one row').completed, 'completed', changed.data);
    });
    await run('The platform renames a column and adds one; no value is lost', async () => {
      await platform.applySchema(app.id, { tables: [changedTodos] });
      await untilRead(alice, table, 'done, priority', { done: true, priority: 'low' });
    });
    await run('The platform rolls that change back; no value is lost', async () => {
      await platform.rollBack(app.id);
      await untilRead(alice, table, 'completed', { completed: true });
    });
    for (const [name, client] of [['Eve, in another app,', eve], ['Mallory, in no app,', mallory]] as const) {
      await run(`${name} sees no rows and cannot write any`, async () => {
        await expectTexts(client, table, []);
        refused(await client.from(table).insert({ text: 'Intruder' }), '42501', 'only members may write');
        const gone = await client.from(table).delete().eq('id', todo.id).select();
        promise(accepted(gone, 'no error').length === 0, 'no row deleted', gone.data);
      });
    }
    await run(
      'An anonymous visitor is refused',
      async () => refused(await anon.from(table).select(), '42501', 'only members may read'),
    );
    await run("Alice's row is still unchanged", () => expectTexts(alice, table, ['Buy milk']));
    await run('The platform suspends the app: even its members see no rows', async () => {
      await platform.suspendApp(app.id);
      await expectTexts(alice, table, []);
    });
    await run('The platform resumes the app: Alice sees her row again', async () => {
      await platform.resumeApp(app.id);
      await expectTexts(alice, table, ['Buy milk']);
    });
    await run('Alice deletes her row', async () => {
      const gone = await alice.from(table).delete().eq('id', todo.id).select();
      promise(accepted(gone, 'no error').length === 1, 'one row deleted', gone.data);
      await expectTexts(alice, table, []);
    });
    await run('The platform deletes both apps and all their data', async () => {
      for (const id of appIds.splice(0)) await platform.purgeApp(id);
    });
    print('');
  } finally {
    for (const id of appIds) await platform.purgeApp(id).catch(() => undefined);
  }
}

async function signUpUser(project: Project, name: string, appId?: number): Promise<Client> {
  const client = connectClient(project.url, project.publishableKey);
  const { data, error } = await client.auth.signUp({
    email: `${name}.${randomUUID()}@example.com`,
    password: randomUUID(),
    options: { data: { full_name: name, ...(appId === undefined ? {} : { app_id: appId }) } },
  });
  promise(error === null && data.session !== null, 'a session', error);
  return client;
}

async function insert(client: Client, table: string, text: string): Promise<Todo> {
  return accepted(await client.from(table).insert({ text }).select().single<Todo>(), 'the row');
}

/** Reads the one row until the Data API knows the columns, 10 s at most. */
async function untilRead(client: Client, table: string, columns: string, row: object): Promise<void> {
  const until = performance.now() + 10_000;
  for (;;) {
    const { data, error } = await client.from(table).select(columns);
    if (error === null) return promise(JSON.stringify(data) === JSON.stringify([row]), JSON.stringify([row]), data);
    if (performance.now() > until) throw new Error(`Cannot read "${columns}" of ${table}: ${error.message}`);
    await setTimeout(100);
  }
}

async function expectTexts(client: Client, table: string, texts: string[]): Promise<void> {
  const rows = accepted(
    await client.from(table).select('text').order('text').overrideTypes<{ text: string }[], { merge: false }>(),
    'rows',
  );
  const found = rows.map((row) => row.text);
  promise(JSON.stringify(found) === JSON.stringify(texts), JSON.stringify(texts), found);
}
