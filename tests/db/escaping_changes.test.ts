import { setTimeout as sleep } from 'node:timers/promises';
import type postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { APPS, createChangingApp } from './changes/apps.ts';
import { installHelpers } from './changes/world.ts';
import { outcomeOf, rolledBack, type Shard, startShard } from './shard.ts';

// VER-2: Attempts to change an app without changed_relations noticing, or to look like what a scope makes of a table. All of them run
// as the app's role, past the check of submitted SQL. {app} stands for app_<id>.

vi.setConfig({ testTimeout: 60_000 });

let shard: Shard;
let sql: postgres.Sql;
beforeAll(async () => {
  shard = await startShard();
  sql = shard.sql;
  await installHelpers(sql);
  for (const appId of APPS) await createChangingApp(sql, appId);
});
afterAll(() => shard.remove());

const OWNER = 'user_id uuid not null references {app}_users on delete cascade';
const NEW_PROFILES = `create table {app}_users (id uuid primary key, email text, full_name text, avatar_url text,
  created_at timestamptz default now(), updated_at timestamptz default now())`;

/** What cannot be kept, and a change like it that can. */
const REFUSED: { attack: string; sql: string; twin: string }[] = [
  {
    attack: 'another table takes the place of the profiles',
    sql: `alter table {app}_users rename to {app}_people; ${NEW_PROFILES}`,
    twin: 'alter table {app}_t2 rename to {app}_t3; create table {app}_t2 (id uuid)',
  },
  {
    attack: 'the profiles are dropped with everything that references them and created again',
    sql: `drop table {app}_users cascade; ${NEW_PROFILES}`,
    twin: 'drop table {app}_t2 cascade; create table {app}_t2 (id uuid)',
  },
  {
    attack: 'a table gets a rule and then another name',
    sql: 'create rule r as on delete to {app}_t2 do instead nothing; alter table {app}_t2 rename to {app}_t3',
    twin:
      'create rule r as on delete to {app}_t2 do instead nothing; drop rule r on {app}_t2; alter table {app}_t2 rename to {app}_t3',
  },
  {
    attack: 'a table becomes the child of another',
    sql: 'create table {app}_t3 () inherits ({app}_t2)',
    twin: 'create table {app}_t3 () inherits ({app}_t2); alter table {app}_t3 no inherit {app}_t2',
  },
  {
    attack: 'a constraint with a newline and quotes in its name gets a comment for pg_graphql',
    sql:
      `alter table {app}_t2 add constraint "a ""b""\nc" check (c1 <> ''); comment on constraint "a ""b""\nc" on {app}_t2 is '@graphql({})'`,
    twin:
      `alter table {app}_t2 add constraint "a ""b""\nc" check (c1 <> ''); comment on constraint "a ""b""\nc" on {app}_t2 is 'graphql'`,
  },
  {
    attack: 'a constraint that exists gets a comment for pg_graphql',
    sql: `comment on constraint {app}_t1_pkey on {app}_t1 is '@graphql({})'`,
    twin:
      `comment on constraint {app}_t1_pkey on {app}_t1 is '@graphql({})'; comment on constraint {app}_t1_pkey on {app}_t1 is null`,
  },
  {
    attack: 'a column gets a comment for pg_graphql that spans lines',
    sql: `comment on column {app}_t1.c1 is e'Words\\n@GraphQL({})'`,
    twin: `comment on column {app}_t1.c1 is e'Words\\nGraphQL'`,
  },
  {
    attack: 'a block that catches errors leaves a trigger behind',
    sql: `do $$ begin
      begin create rule r as on delete to {app}_t2 do instead nothing; raise division_by_zero; exception when others then null; end;
      create trigger mine before update on {app}_lists for each row execute function suppress_redundant_updates_trigger();
    end $$`,
    twin: `do $$ begin
      create trigger mine before update on {app}_lists for each row execute function suppress_redundant_updates_trigger();
      raise division_by_zero; exception when others then null;
    end $$`,
  },
  {
    attack: 'a check calls what no app may call',
    sql: 'alter table {app}_t2 add check (pg_backend_pid() > 0)',
    twin: `alter table {app}_t2 add check (c1 <> 'pg_backend_pid()')`,
  },
  {
    attack: 'a generated column calls what no app may call',
    sql: `create table {app}_t3 (c1 text, g text generated always as (text_larger(c1, 'a')) stored)`,
    twin: 'create table {app}_t3 (c1 text, g text generated always as (upper(c1)) stored)',
  },
  {
    attack: 'a view reads a view that calls what no app may call',
    sql: 'create view {app}_v2 as select pg_backend_pid() as pid; create view {app}_v3 as select * from {app}_v2',
    twin: 'create view {app}_v2 as select 1 as pid; create view {app}_v3 as select * from {app}_v2',
  },
  {
    attack: 'a policy on one table calls what no app may call, beside a change of another',
    sql: `create policy x on {app}_t1 for select using (pg_backend_pid() > 0); alter table {app}_t2 add c2 text`,
    twin:
      `create policy x on {app}_t1 for select using (exists (select from {app}_t2)); alter table {app}_t2 add c2 text`,
  },
  {
    attack: 'an index loses the prefix of the app',
    sql: 'alter index {app}_i1 rename to idx',
    twin: 'alter index {app}_i1 rename to {app}_i2',
  },
  {
    attack: 'an index that is renamed as a table loses the prefix of the app',
    sql: 'alter table {app}_i1 rename to idx',
    twin: 'alter table {app}_i1 rename to {app}_i2',
  },
  {
    attack: 'a table leaves the prefix of the app',
    sql: 'alter table {app}_t2 rename to t2',
    twin: 'alter table {app}_t2 rename to t2; alter table t2 rename to {app}_t2',
  },
  {
    attack: 'a table takes the prefix of another app',
    sql: 'alter table {app}_t2 rename to {app}1_t2',
    twin: 'alter table {app}_t2 rename to {app}_1_t2; alter table {app}_1_t2 rename to {app}_t3',
  },
  {
    attack: 'a table is partitioned',
    sql: 'create table {app}_t3 (id int) partition by hash (id)',
    twin: 'create table {app}_t3 (id int)',
  },
  { attack: 'a domain is created', sql: 'create domain {app}_d as text', twin: `create type {app}_d as enum ('a')` },
  {
    attack: 'a composite type is created',
    sql: 'create type {app}_d as (x int)',
    twin: `create type {app}_d as enum ('a')`,
  },
  {
    attack: 'a view keeps its rows',
    sql: 'create materialized view {app}_m as select 1 as x',
    twin: 'create view {app}_m as select 1 as x',
  },
  {
    attack: 'statistics are created',
    sql: 'create statistics {app}_s on id, c1 from {app}_t2',
    twin: 'create statistics {app}_s on id, c1 from {app}_t2; drop statistics {app}_s',
  },
  {
    attack: 'default privileges are granted',
    sql: 'alter default privileges in schema public grant select on tables to anon',
    twin: `alter default privileges in schema public grant select on tables to anon;
      alter default privileges in schema public revoke select on tables from anon`,
  },
  {
    attack: 'the owner of a row becomes optional',
    sql: 'alter table {app}_lists alter user_id drop not null',
    twin: 'alter table {app}_lists alter user_id drop not null; alter table {app}_lists alter user_id set not null',
  },
  {
    attack: 'a table of a spec is dropped and created without an owner reference',
    sql:
      'drop table {app}_lists cascade; create table {app}_lists (id uuid primary key, user_id uuid not null, updated_at timestamptz)',
    twin:
      `drop table {app}_lists cascade; create table {app}_lists (id uuid primary key, ${OWNER}, updated_at timestamptz)`,
  },
  {
    attack: 'a table becomes the child of the profiles',
    sql: 'create table {app}_t3 () inherits ({app}_users)',
    twin: 'create table {app}_t3 (like {app}_users)',
  },
];

/** What is put right, whatever hides it. */
const REPAIRED: [name: string, sql: string][] = [
  ['row security is off', 'alter table {app}_lists disable row level security'],
  ['the isolation is dropped', 'drop policy app_isolation on {app}_lists'],
  [
    'the isolation is permissive',
    'drop policy app_isolation on {app}_lists; create policy app_isolation on {app}_lists using (true)',
  ],
  ['the isolation has another name', 'alter policy app_isolation on {app}_lists rename to "app_isolation "'],
  ['the isolation binds one role', 'alter policy app_isolation on {app}_lists to anon'],
  [
    'the isolation changes under another name of its table',
    `alter table {app}_lists rename to {app}_x; alter policy app_isolation on {app}_x using (true);
      alter table {app}_x rename to {app}_lists`,
  ],
  [
    'the isolation says the words of the template in a literal',
    `drop policy app_isolation on {app}_lists; create policy app_isolation on {app}_lists as restrictive using
      ('( SELECT access.can_access(5) AS can_access) check ( SELECT access.can_write(5) AS can_write)' <> '')`,
  ],
  ['a table is granted to everybody', 'grant select on {app}_lists to public'],
  ['a table is granted with the right to grant it', 'grant select on {app}_lists to authenticated with grant option'],
  ['a column is granted', 'grant select (title) on {app}_lists to anon'],
  ['a system column is granted', 'grant select (ctid) on {app}_lists to anon'],
  ['a privilege is missing', 'revoke delete on {app}_lists from authenticated'],
  ['a trigger is off', 'alter table {app}_lists disable trigger keep_owner'],
  ['a trigger fires on replicas', 'alter table {app}_lists enable replica trigger keep_owner'],
  [
    'a trigger keeps another column',
    `drop trigger set_updated_at on {app}_lists; create trigger set_updated_at before update on {app}_lists for each row
      execute function extensions.moddatetime('created_at')`,
  ],
  [
    'a trigger has another name',
    'alter trigger keep_owner on {app}_lists rename to "keep_owner "; drop trigger "keep_owner " on {app}_lists',
  ],
  ['a view has the rights of its owner', 'alter view {app}_v1 reset (security_invoker)'],
  ['a view is replaced', 'create or replace view {app}_v1 as select * from {app}_t1'],
  ['a view is granted to everybody', 'grant all on {app}_v1 to public'],
  ['a sequence is granted to everybody', 'grant all on sequence {app}_t1_id_seq to public'],
  ['a profile can be added', 'grant insert on {app}_users to {app}'],
  [
    'a block that catches errors grants a column',
    'do $$ begin begin grant select (title) on {app}_lists to anon; perform 1/0; exception when others then null; end; ' +
    'begin grant select (title) on {app}_lists to anon; exception when others then null; end; end $$',
  ],
];

/** What has no lock on the relation that it changes. */
const RENAMED: [name: string, sql: string][] = [
  ['the table that a reference points to', 'alter table {app}_lists rename to {app}_many'],
  ['a type', 'alter type {app}_e1 rename to {app}_e2'],
  ['a label in the condition of an index', `alter type {app}_e1 rename value 'b' to 'B'`],
  ['a table that a column has the type of', 'alter table {app}_t2 rename to {app}_t3'],
  ['a sequence in the expression of an index', 'alter sequence {app}_s1 rename to {app}_s2'],
  ['a constraint', 'alter table {app}_t1 rename constraint {app}_t1_pkey to {app}_pk'],
  ['an index', 'alter index {app}_i1 rename to {app}_i2'],
];

/** The others stand beside them: their ids begin with that of another, or another's with theirs. */
describe.each(['57', '9999999999'])('app %s', (appId) => {
  const app = `app_${appId}`;

  /** Runs SQL as the app and settles it. Returns how that was refused, 'kept', or what is wrong afterwards. */
  function endOf(text: string): Promise<string> {
    return rolledBack(sql, async (transaction) => {
      const [before] = await transaction<{ state: string }[]>`select changes.state(${appId})::text as state`;
      await transaction`select sandbox.run_as_app(${appId}, ${text.replaceAll('{app}', app)})`;
      const faults = await transaction<{ fault: string }[]>`
        select changes.faults(${appId}, ${before?.state ?? ''}::text::jsonb) as fault`;
      if (faults.length > 0) return faults.map(({ fault }) => fault).join('\n');
      const { error } = await outcomeOf(
        transaction.savepoint((savepoint) =>
          savepoint<{ answer: string }[]>`select platform.reconcile_app(${appId}, everything => false)::text as answer`
        ),
      );
      if (error !== undefined) return error;
      const remains = await transaction<{ fault: string }[]>`select changes.remains(${appId}) as fault`;
      return remains.map(({ fault }) => fault).join('\n') || 'kept';
    });
  }

  // What refuses them does not depend on the id.
  it.each(appId === '57' ? REFUSED : REFUSED.slice(0, 3))('refuses that $attack', async ({ sql: text, twin }) => {
    expect(await endOf(text)).toBe('42501 app_not_sound');
    expect(await endOf(twin)).toBe('kept');
  });

  it.each(REPAIRED)('puts right that %s', async (_name, text) => {
    expect(await endOf(text)).toBe('kept');
  });

  it.each(RENAMED)('describes again what names %s that is renamed', async (_name, text) => {
    expect(await endOf(text)).toBe('kept');
  });

  it('refuses a call after an earlier statement of its transaction left the app unsound, and lets through what repairs it', async () => {
    const end = (text: string) =>
      rolledBack(sql, async (transaction) => {
        await transaction`select sandbox.run_as_app(${appId}, ${`create rule r as on delete to ${app}_lists do instead nothing`})`;
        const [row] = await transaction<{ answer: { code?: string; details?: string } }[]>`
          select platform.exec_sql(${appId}, ${text}) as answer`;
        return row?.answer.code === undefined ? 'done' : `${row.answer.code} ${row.answer.details}`;
      });
    expect(await end(`comment on table ${app}_t2 is 'Words'`)).toBe('42501 app_not_sound');
    expect(await end(`drop table ${app}_lists cascade`)).toBe('done');
  });

  it('does not look at the relations of an app whose id begins with its own', async () => {
    const changed = await rolledBack(sql, async (transaction) => {
      for (const id of APPS) {
        await transaction`select sandbox.run_as_app(${id}, ${`alter table app_${id}_t2 add more text`})`;
      }
      const [row] = await transaction<{ names: string[] }[]>`
        select array_agg(id::regclass::text) as names from unnest(platform.changed_relations(${appId})) as id`;
      return row?.names;
    });
    expect(changed).toEqual([`${app}_t2`]);
  });

  it('takes no table for what its scope makes of it that has one thing more', async () => {
    const words =
      `( SELECT access.can_access(${appId}) AS can_access) check ( SELECT access.can_write(${appId}) AS can_write)`;
    for (
      const text of [
        `create policy "app_isolation f * public using ${words.slice(0, 30)}" on {app}_lists using (true)`,
        `create policy "app_keys\nx" on {app}_lists using (true)`,
        `create policy "${'z'.repeat(63)}" on {app}_lists using (true)`,
        `create policy aaa on {app}_lists using (e'x\\napp_isolation f * public using ${words}' <> '')`,
        `create policy zzz on {app}_lists with check (e'\\nO CREATE TRIGGER' <> '')`,
        `create trigger zzz before update on {app}_lists for each row execute function extensions.moddatetime(e'x\\nanon SELECT f')`,
        'grant truncate on {app}_lists to postgres',
        'grant select (ctid) on {app}_lists to authenticated',
      ]
    ) {
      const deviating = await rolledBack(sql, async (transaction) => {
        const lists = transaction`array[${`${app}_lists`}::regclass::oid]`;
        const before = await transaction`select from unnest(platform.deviating_relations(${appId}, ${lists}))`;
        await transaction`select sandbox.run_as_app(${appId}, ${text.replaceAll('{app}', app)})`;
        const after = await transaction`select from unnest(platform.deviating_relations(${appId}, ${lists}))`;
        return [before.length, after.length];
      });
      expect(deviating, text).toEqual([0, 1]);
    }
  });
});

describe('at the same time', () => {
  const appId = '57';
  let sessions: postgres.Sql[];
  beforeAll(async () => {
    sessions = await shard.sessions(4);
  });

  async function run(session: postgres.Sql | undefined, text: string): Promise<string> {
    const [row] = await (session ?? sql)<{ answer: { code?: string; details?: string } }[]>`
      select platform.exec_sql(${appId}, ${text}) as answer`;
    return row?.answer.code === undefined ? 'done' : `${row.answer.code} ${row.answer.details}`;
  }

  async function expectSound(): Promise<void> {
    expect((await sql<{ fault: string }[]>`select changes.remains(${appId}) as fault`).map(({ fault }) => fault))
      .toEqual([]);
    expect(await shard.findings()).toEqual([]);
  }

  it('two calls with DDL change one table one after the other', async () => {
    const ends = await Promise.all(
      sessions.map((session, index) => run(session, `alter table app_57_t2 add column at_once_${index} text`)),
    );
    expect(ends).toEqual(['done', 'done', 'done', 'done']);
    await expectSound();
  });

  it('calls with DDL and changes of the schema leave the registry right', async () => {
    const spec = (column: string) => ({
      tables: [
        {
          name: 'lists',
          scope: 'shared',
          columns: [{ name: 'title', type: 'text', unique: true }, { name: column, type: 'text' }],
        },
      ],
    });
    for (let round = 0; round < 3; round++) {
      const [raw, applied, other] = await Promise.all([
        run(sessions[0], `create table app_57_raw${round} (id int, list_id uuid references app_57_lists)`),
        outcomeOf((sessions[1] ?? sql)<{ answer: unknown }[]>`
          select platform.alter_table(${appId}, ${
          JSON.stringify(spec(`c${round}`).tables[0])
        }::text::jsonb, true) as answer`),
        run(sessions[2], `alter table app_57_lists add column raw${round} text`),
      ]);
      expect([raw, other]).toEqual(['done', 'done']);
      expect(applied.error).toBeUndefined();
      await expectSound();
    }
  });

  it('a session that is ended in the middle of a call leaves nothing of it', async () => {
    const [reader, writer] = [sessions[0] ?? sql, sessions[1] ?? sql];
    const [backend] = await writer<{ pid: number }[]>`select pg_backend_pid() as pid`;
    const text = 'create table app_57_half (id int); drop table app_57_t2 cascade';
    await reader.begin(async (transaction) => {
      await transaction`select from public.app_57_t2`;
      const call = run(writer, text).catch((error: Error) => error.message);
      while ((await sql`select from pg_locks where pid = ${backend?.pid ?? 0} and not granted`).length === 0) {
        await sleep(5);
      }
      await sql`select pg_terminate_backend(${backend?.pid ?? 0})`;
      expect(await call).toMatch(/terminat|CONNECTION/);
    });
    expect(await sql`select from platform.app_tables where app_id = 57 and name in ('half', 't2')`).toHaveLength(1);
    await expectSound();
    expect(await run(sql, text)).toBe('done');
    expect(await sql`select name from platform.app_tables where app_id = 57 and name in ('half', 't2')`).toEqual([{
      name: 'half',
    }]);
    await expectSound();
  });
});

describe('the trash', () => {
  const column = (name: string) => ({ name, type: 'text' });
  const notes = (...names: string[]) => JSON.stringify({ name: 'notes', columns: names.map(column) });

  it('gives a column back to its table only once the table is back', async () => {
    await sql`select platform.create_table(5, ${notes('a', 'b')}::text::jsonb)`;
    await sql`select platform.alter_table(5, ${notes('a')}::text::jsonb, true)`;
    const [dropped] = await sql<
      { id: string }[]
    >`select id from platform.dropped_objects where app_id = 5 and column_name = 'b'`;
    await sql`select platform.drop_table(5, 'notes')`;
    const restore = (id: string) =>
      outcomeOf(sql<{ answer: unknown }[]>`select platform.restore_dropped(5, ${id}) as answer`);
    const [table] = await sql<
      { id: string }[]
    >`select id from platform.dropped_objects where app_id = 5 and kind = 'table'`;
    expect((await restore(dropped?.id ?? '')).error).toBe('PT404 table_not_found');
    expect((await restore(table?.id ?? '')).error).toBeUndefined();
    expect((await restore(dropped?.id ?? '')).error).toBeUndefined();
    expect((await sql<{ fault: string }[]>`select changes.remains(5) as fault`).map(({ fault }) => fault)).toEqual([]);
  });
});
