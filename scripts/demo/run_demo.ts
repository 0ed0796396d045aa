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

/** What the app's owner asks for next: another name for a column, and one more. */
const changedTodos = {
  ...todos,
  columns: [
    { name: 'text', type: 'text', required: true, max_length: 200 },
    { name: 'done', renamed_from: 'completed', type: 'boolean', default: false },
    { name: 'priority', type: 'enum', values: ['low', 'high'], default: 'low' },
  ],
};

/**
 * The main job, as real clients do it: the platform makes an app and a table, two people sign up and use it, and nobody
 * else can touch it. Throws at the first promise that is not kept; removes the apps that it made.
 */
export async function runDemo(project: Project, print: (line: string) => void): Promise<void> {
  const platform = new Platform(project.url, project.secretKey);
  const { run } = createSteps(print);
  const appIds: number[] = [];
  print('Demo: an app from nothing, its users, and everybody who must stay out\n');
  try {
    const key = randomUUID();
    const { app } = await run('the platform creates an app', () => platform.createApp('Demo', key));
    appIds.push(app.id);
    await run('the same request again gives the same app', async () => {
      const again = await platform.createApp('Demo', key);
      promise(again.app.id === app.id, `app ${app.id}`, again.app);
    });
    const table = await run('and a table', () => platform.createTable(app.id, todos));
    const other = await run('another app exists', () => platform.createApp('Other', randomUUID()));
    appIds.push(other.app.id);

    const anon = connectClient(project.url, project.publishableKey);
    await run(`${table} is served by the Data API`, () => untilServed(anon, table));
    const signUp = (name: string, appId?: number) => signUpUser(project, name, appId);
    const alice = await run('alice signs up to the app', () => signUp('alice', app.id));
    const bob = await run('bob signs up to the app', () => signUp('bob', app.id));
    const eve = await run('eve signs up to the other app', () => signUp('eve', other.app.id));
    const mallory = await run('mallory signs up to no app', () => signUp('mallory'));

    const todo = await run('alice writes a row', () => insert(alice, table, 'Buy milk'));
    await run('alice reads it', () => expectTexts(alice, table, ['Buy milk']));
    await run('bob, in the same app, does not see it: the table is private', () => expectTexts(bob, table, []));
    await run('bob cannot change it', async () => {
      const changed = await bob.from(table).update({ text: 'Hacked' }).eq('id', todo.id).select();
      promise(accepted(changed, 'no error').length === 0, 'no row changed', changed.data);
    });
    await run('bob cannot write a row in the name of alice', async () => {
      const { data } = await alice.auth.getUser();
      const forged = await bob.from(table).insert({ text: 'Forged', user_id: data.user?.id });
      refused(forged, '42501', 'bob writes as himself only');
    });
    await run('alice updates it', async () => {
      const changed = await alice.from(table).update({ completed: true }).eq('id', todo.id).select().single<Todo>();
      promise(accepted(changed, 'one row').completed, 'completed', changed.data);
    });
    await run('the platform renames a column and adds one: the row keeps its value', async () => {
      await platform.applySchema(app.id, { tables: [changedTodos] });
      await untilRead(alice, table, 'done, priority', { done: true, priority: 'low' });
    });
    await run('and undoes that', async () => {
      await platform.rollBack(app.id);
      await untilRead(alice, table, 'completed', { completed: true });
    });
    for (const [name, client] of [['eve, of another app,', eve], ['mallory, of no app,', mallory]] as const) {
      await run(`${name} sees nothing and cannot write`, async () => {
        await expectTexts(client, table, []);
        refused(await client.from(table).insert({ text: 'Intruder' }), '42501', 'no row from outside the app');
        const gone = await client.from(table).delete().eq('id', todo.id).select();
        promise(accepted(gone, 'no error').length === 0, 'no row deleted', gone.data);
      });
    }
    await run('anon is refused', async () => refused(await anon.from(table).select(), '42501', 'no access for anon'));
    await run('nothing of that changed the data', () => expectTexts(alice, table, ['Buy milk']));
    await run('suspended, the app is closed to its own members at once', async () => {
      await platform.suspendApp(app.id);
      await expectTexts(alice, table, []);
    });
    await run('resumed, it is back as it was', async () => {
      await platform.resumeApp(app.id);
      await expectTexts(alice, table, ['Buy milk']);
    });
    await run('alice deletes her row', async () => {
      const gone = await alice.from(table).delete().eq('id', todo.id).select();
      promise(accepted(gone, 'no error').length === 1, 'one row deleted', gone.data);
      await expectTexts(alice, table, []);
    });
    await run('both apps are deleted and purged', async () => {
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
    if (performance.now() > until) throw new Error(`"${columns}" of ${table} is not served: ${error.message}`);
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
