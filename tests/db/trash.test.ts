import type postgres from 'postgres';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type AdminShard, startAdminShard } from './evolution/admin_shard.ts';
import { rowsOf } from './evolution/app_state.ts';
import { shuffled } from './evolution/random_spec.ts';
import { outcomeOf } from './shard.ts';
import { seededRandom } from '../harness/random.ts';

// Tables and columns are moved to the trash and restored or purged in any order: only purged values are lost.

vi.setConfig({ testTimeout: 120_000 });

let shard: AdminShard;
let sql: postgres.Sql;
let admin: postgres.Sql;
beforeAll(async () => {
  shard = await startAdminShard();
  ({ sql, admin } = shard);
});
afterAll(() => shard.remove());

/** Tables that refer to each other in a circle and to themselves. */
const tables = [
  {
    name: 'lists',
    scope: 'shared',
    columns: [
      { name: 'title', type: 'text', unique: true },
      { name: 'first_id', type: 'uuid', references: { table: 'todos', on_delete: 'set_null' } },
    ],
  },
  {
    name: 'todos',
    columns: [
      { name: 'text', type: 'text', default: "it's" },
      { name: 'list_id', type: 'uuid', references: { table: 'lists', on_delete: 'cascade' } },
      { name: 'parent_id', type: 'uuid', references: { table: 'todos' } },
    ],
    indexes: [{ columns: ['text', 'created_at'] }],
  },
  {
    name: 'notes',
    columns: [{ name: 'words', type: 'text[]' }, { name: 'owner_id', type: 'uuid', references: { table: 'users' } }],
  },
];

interface Dropped {
  id: number;
  table: string;
  column?: string;
}

async function listDropped(appId: number): Promise<Dropped[]> {
  const [row] = await sql<{ dropped: Dropped[] }[]>`select platform.list_dropped(${appId}) as dropped`;
  return row?.dropped ?? [];
}

async function makeApp(appId: number): Promise<void> {
  await sql`select platform.create_app('Trash', ${appId}, tables => ${JSON.stringify(tables)}::text::jsonb)`;
  await admin`insert into auth.users (id, email, raw_user_meta_data, raw_app_meta_data, created_at, updated_at)
    values (md5(${String(appId)})::uuid, ${`alice${appId}@example.com`}, ${
    sql.json({ app_id: appId })
  }, '{}', now(), now())`;
  const user = `md5('${appId}')::uuid`;
  await admin.unsafe(`
    insert into app_${appId}_lists (user_id, title) select ${user}, 'list ' || number from generate_series(1, 4) as number;
    insert into app_${appId}_todos (user_id, text, list_id) select ${user}, 'of ' || title, id from app_${appId}_lists;
    update app_${appId}_todos set parent_id = (select id from app_${appId}_todos limit 1);
    update app_${appId}_lists as lists set first_id = todos.id from app_${appId}_todos as todos where list_id = lists.id;
    insert into app_${appId}_notes (user_id, words, owner_id) values (${user}, '{a,NULL,"b c"}', ${user}), (${user}, null, null);`);
}

it.each([1, 2, 3, 4, 5, 6])('only purged tables and columns are lost (order %i)', async (seed) => {
  const random = seededRandom(seed);
  const appId = 500_000 + seed;
  await makeApp(appId);
  const before = await rowsOf(admin, appId);
  const names = ['lists', 'todos', 'notes'];
  // First some columns, then tables. Each step is one call, because the tables refer to each other.
  const remaining = tables.map((table) => ({ ...table, columns: table.columns.filter(() => random() < 0.6) }));
  for (const table of remaining) {
    if (table.columns.length === 0) Object.assign(table, { columns: [{ name: 'other', type: 'text' }] });
  }
  for (const table of remaining) {
    if (!table.columns.some(({ name }) => name === 'text')) Reflect.deleteProperty(table, 'indexes');
  }
  const kept = random() < 0.5 ? ['notes'] : ['notes', 'lists'];
  const last = remaining.filter(({ name }) => kept.includes(name)).map((table) => ({
    ...table,
    columns: table.columns.map((column) =>
      'references' in column && !['users', ...kept].includes(column.references?.table ?? '')
        ? { name: column.name, type: column.type }
        : column
    ),
  }));
  for (const step of [remaining, last]) {
    const outcome = await outcomeOf(sql<{ answer: unknown }[]>`
      select platform.apply_schema(${appId}, ${JSON.stringify({ tables: step })}::text::jsonb, null, true) as answer`);
    expect(outcome.error, JSON.stringify(step)).toBeUndefined();
  }

  const dropped = await listDropped(appId);
  expect(dropped.length).toBeGreaterThan(0);
  const purged = new Set<number>();
  const lost: Dropped[] = [];
  // A column can be restored only after its table; the second round restores the columns that came too early.
  for (const round of [1, 2]) {
    for (const item of shuffled(await listDropped(appId), random)) {
      if (round === 1 && random() < 0.25) {
        await admin`update platform.dropped_objects set created_at = now() - interval '90 days' where id = ${item.id}`;
        await sql`select platform.purge_dropped(${appId})`;
        purged.add(item.id);
        lost.push(item);
      }
      const outcome = await outcomeOf(sql<{ answer: unknown }[]>`
        select platform.restore_dropped(${appId}, ${item.id}) as answer`);
      const expected = purged.has(item.id) ? 'PT404 dropped_not_found' : undefined;
      if (round === 1 && outcome.error === 'PT404 table_not_found') continue;
      if (
        lost.some(({ table, column }) => table === item.table && column === undefined) &&
        outcome.error === 'PT404 table_not_found'
      ) continue;
      expect(outcome.error, `${item.table}.${item.column}`).toBe(expected);
      expect(await sql`select * from platform.verify_app(${appId})`).toEqual([]);
    }
  }
  expect((await listDropped(appId)).filter((item) => !lost.some(({ table }) => table === item.table))).toEqual([]);
  const after = await rowsOf(admin, appId);
  for (const name of names) {
    if (lost.some(({ table, column }) => table === name && column === undefined)) continue;
    expect(Object.keys(after[name] ?? {}), name).toEqual(Object.keys(before[name] ?? {}));
    for (const [id, row] of Object.entries(before[name] ?? {})) {
      for (const [column, value] of Object.entries(row)) {
        if (lost.some((item) => item.table === name && item.column === column)) continue;
        const found = after[name]?.[id]?.[column];
        // The row that it referenced may have been purged.
        if (column.endsWith('_id') && found === null) continue;
        expect(found, `${name}.${column}`).toBe(value);
      }
    }
  }
  expect(await shard.findings()).toEqual([]);
});
