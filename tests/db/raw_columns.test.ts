import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { seededRandom } from '../harness/random.ts';
import { APPS, createChangingApp } from './changes/apps.ts';
import { randomStatement } from './changes/statements/random_statement.ts';
import { worldOf } from './changes/world.ts';
import { type AdminShard, startAdminShard } from './evolution/admin_shard.ts';
import { choose } from './evolution/random_spec.ts';
import { addMember, catalogOf, outcomeOf, planOf, rawApp, specOf, type TableOf } from './raw_objects/raw_app.ts';
import { COLUMNS } from './raw_objects/columns.ts';

// Whatever describe_app says, plan_schema accepts and plans nothing for it. A spec that changes something else leaves what raw
// SQL has created exactly as it was.

vi.setConfig({ testTimeout: 24 * 3_600_000 });

const rounds = Number(process.env['CHANGE_ROUNDS'] ?? 60);

let shard: AdminShard;
beforeAll(async () => {
  shard = await startAdminShard();
});
afterAll(() => shard.remove());

describe.each(Object.entries(COLUMNS))('a column of raw SQL: %s', (_, statements) => {
  it('stays as it is while the spec changes, goes to the trash, and comes back', async () => {
    const app = await rawApp(shard, statements);
    const user = await addMember(shard, app.id);
    // Some columns accept no row with their default, and some only one.
    for (const title of ['one', 'two']) {
      await outcomeOf(
        shard.admin.unsafe(`insert into public.app_${app.id}_todos (user_id, title) values ($1, $2)`, [user, title]),
      );
    }
    expect((await planOf(shard.sql, app.id)).operations).toEqual([]);

    const before = await catalogOf(shard.admin, app.id);
    const spec = await specOf(shard.sql, app.id);
    const todos = tableOf(spec, 'todos');
    if (todos.columns.length < 200) todos.columns.push({ name: 'added', type: 'text', default: 'x', required: true });
    spec.tables.push({ name: 'others', columns: [{ name: 'todo_id', type: 'uuid', references: { table: 'todos' } }] });
    expect(await app.apply(spec)).toBe('applied');
    const after = await catalogOf(shard.admin, app.id);
    expect(before.filter((entry) => !after.includes(entry))).toEqual([]);
    expect((await planOf(shard.sql, app.id)).operations).toEqual([]);

    const raw = todos.columns.filter(({ name, type }) => type === 'native' || name === 'raw').map(({ name }) => name);
    // Many at once, because each change takes its time.
    for (const names of raw.length > 3 ? [raw] : raw.map((name) => [name])) {
      const without = await specOf(shard.sql, app.id);
      const table = tableOf(without, 'todos');
      table.columns = table.columns.filter(({ name }) => !names.includes(name));
      table.indexes = (table.indexes ?? []).filter(({ columns }) =>
        !(columns as string[] | undefined)?.includes(names[0] ?? '')
      );
      const outcome = await app.apply(without);
      if (outcome !== 'applied') {
        expect(outcome).toMatch(
          /^PT409 object_in_use: .*the (index|.*constraint|primary key|foreign key|generated column)/,
        );
        continue;
      }
      expect(
        (await catalogOf(shard.admin, app.id)).some((entry) =>
          names.some((name) => entry.includes(` column ${name} `))
        ),
      ).toBe(false);
      await shard.sql`select platform.rollback_schema_change(${app.id})`;
      expect(comparable(await catalogOf(shard.admin, app.id))).toEqual(comparable(after));
      expect(await app.apply(without)).toBe('applied');
      const dropped = await shard.sql`
        select (item ->> 'id')::bigint as id from jsonb_array_elements(platform.list_dropped(${app.id})) as element (item)`;
      for (const { id } of dropped) await shard.sql`select platform.restore_dropped(${app.id}, ${id})`;
      expect(withoutIndexes(await catalogOf(shard.admin, app.id))).toEqual(withoutIndexes(after));
    }
    expect(await shard.sql`select * from platform.verify_app(${app.id})`).toEqual([]);
    expect((await planOf(shard.sql, app.id)).operations).toEqual([]);
  });
});

/** A restored column has sequences and constraints under the platform's names, and RESTRICT for NO ACTION. */
function comparable(entries: readonly string[]): string[] {
  return entries.map((entry) =>
    entry.replaceAll(/_seq\d*/g, '_seq').replace(/ constraint \S+/, ' constraint').replace(' ON DELETE RESTRICT', '')
  ).sort();
}

/** A column comes back from the trash without its indexes. */
function withoutIndexes(entries: readonly string[]): string[] {
  return comparable(entries.filter((entry) => !/^\S+ index /.test(entry)));
}

function tableOf(spec: { tables: TableOf[] }, name: string): TableOf {
  const table = spec.tables.find((candidate) => candidate.name === name);
  if (table === undefined) throw new Error(`The spec has no table ${name}`);
  return table;
}

it('a spec cannot create a native column or index', async () => {
  const app = await rawApp(shard, []);
  const spec = await specOf(shard.sql, app.id);
  tableOf(spec, 'todos').columns.push({ name: 'code', type: 'native', sql_type: 'character varying(20)' });
  expect(await app.apply(spec)).toMatch(/^22023 unknown_type: .*tables\[\d\]\.columns\[\d\]\.type/);
  tableOf(spec, 'todos').columns.pop();
  tableOf(spec, 'todos').indexes = [{
    definition: `CREATE INDEX new_idx ON public.app_${app.id}_todos USING gin (title)`,
  }];
  expect(await app.apply(spec)).toMatch(/^22023 invalid_value: .*tables\[\d\]\.indexes\[\d\]\.definition/);
});

it(`every app of ${rounds} calls of exec_sql with random SQL has a description that is a plan of nothing`, async () => {
  const random = seededRandom(11);
  for (const appId of APPS) await createChangingApp(shard.sql, appId);
  let done = 0;
  for (let round = 0; round < rounds; round++) {
    const appId = choose(APPS, random);
    const world = await worldOf(shard.sql, appId);
    const text = Array.from({ length: 1 + Math.floor(random() * 3) }, () => randomStatement(world, random)).join(';\n');
    const outcome = await reconciled(appId, text);
    done += outcome === 'done' ? 1 : 0;
    const plan = await planOf(shard.sql, appId).catch((error: unknown) => ({ operations: String(error) }));
    expect(plan.operations, `app ${appId}, round ${round}:\n${text}`).toEqual([]);
  }
  expect(done).toBeGreaterThan(rounds / 10);
});

/** Runs random DDL as the app, without the check of submitted SQL, and reconciles the app as exec_sql does. */
async function reconciled(appId: string, text: string): Promise<string> {
  try {
    await shard.sql.begin(async (transaction) => {
      await transaction`select sandbox.run_as_app(${appId}, ${text})`;
      await transaction`select platform.reconcile_app(${appId}, everything => false)`;
    });
    return 'done';
  } catch {
    return 'refused';
  }
}
