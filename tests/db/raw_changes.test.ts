import type postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type AdminShard, startAdminShard } from './evolution/admin_shard.ts';
import { OBJECTS } from './raw_objects/objects.ts';
import { type Change, OPERATIONS } from './raw_objects/operations.ts';
import { addMember, catalogOf, outcomeOf, rawApp, specOf } from './raw_objects/raw_app.ts';
import { rolledBack } from './shard.ts';

// Every operation of a spec meets every kind of object that raw SQL creates. It is carried out, and the object means what it
// meant; or it is refused with the object's name, and nothing is changed.

vi.setConfig({ testTimeout: 600_000 });

/** Refusals that need not name an object: the column, its rows or the spec explain them. */
const OTHERS = [
  // The column is native, which the message says.
  '22023 invalid_option',
  '22023 invalid_value',
  '22023 unsupported_type_change',
  'PT409 table_not_managed',
];

let shard: AdminShard;
beforeAll(async () => {
  shard = await startAdminShard();
});
afterAll(() => shard.remove());

describe.each(Object.entries(OBJECTS))('%s', (_, statements) => {
  it('meets every operation', async () => {
    const app = await rawApp(shard, []);
    const user = await addMember(shard, app.id);
    const prefix = `app_${app.id}_`;
    await shard.admin.unsafe(
      `insert into public.${prefix}todos (user_id, title, amount) values ($1, 'x1', 1), ($1, 'x2', 2)`,
      [user],
    );
    const plain = await catalogOf(shard.sql, app.id);
    for (const statement of statements) {
      const [row] = await shard.sql`select platform.exec_sql(${app.id}, ${
        statement.replaceAll('#', prefix)
      }) as answer`;
      expect(row?.['answer'].code, JSON.stringify(row)).toBeUndefined();
    }
    const before = await catalogOf(shard.sql, app.id);
    const raw = before.filter((entry) => !plain.includes(entry));

    const faults: string[] = [];
    for (const [operation, change] of Object.entries(OPERATIONS)) {
      const fault = await faultOf(app.id, change, before, raw);
      if (fault !== undefined) faults.push(`${operation}: ${fault}`);
    }
    expect(faults).toEqual([]);
  });
});

async function faultOf(appId: number, alter: Change, before: string[], raw: string[]): Promise<string | undefined> {
  const spec = await specOf(shard.sql, appId);
  try {
    alter(spec);
  } catch {
    // Raw SQL has taken what the operation would change.
    return undefined;
  }
  return await rolledBack(shard.sql, async (transaction) => {
    const plan = await outcomeOf(
      transaction.savepoint((savepoint) =>
        savepoint`select platform.plan_schema(${appId}, ${JSON.stringify(spec)}::text::jsonb)`
      ),
    );
    const outcome = await applied(transaction, appId, spec);
    if (outcome !== 'applied') {
      const kept = await catalogOf(transaction, appId);
      if (kept.join() !== before.join()) return `refused, but changed: ${outcome}`;
      if (OTHERS.some((reason) => outcome.startsWith(reason))) return undefined;
      if (!/^(PT409 object_in_use|2BP01 table_in_use|23505 duplicate_values|23514 limit_violated): /.test(outcome)) {
        return outcome;
      }
      return /raw|todos_amount_idx|todos_title_m(in|ax)_length|others|references it|column "id"/i.test(outcome)
        ? undefined
        : `names nothing: ${outcome}`;
    }
    const isTableDropped = spec.tables.every(({ name, renamed_from: former }) =>
      name !== 'todos' && former !== 'todos'
    );
    if (plan !== 'applied') return `applied, but not planned: ${plan}`;
    const findings = await transaction`select object, problem from platform.verify_app(${appId})`;
    if (findings.length > 0) return `unsound: ${JSON.stringify(findings)}`;
    const lost = missing(raw, await catalogOf(transaction, appId), spec);
    if (lost.length > 0) return `lost ${lost.join('; ')}`;
    const [change] = await transaction<{ id: string | null }[]>`
      select max(id) as id from platform.schema_changes where app_id = ${appId} and kind <> 'create_app'`;
    // A native column has no options to change.
    if (change?.id === null) return undefined;
    for (const kind of ['rolled back', 'repeated']) {
      const back = await outcomeOf(
        transaction.savepoint((savepoint) =>
          savepoint`select platform.rollback_schema_change(${appId}, (
          select max(id) from platform.schema_changes where app_id = ${appId}))`
        ),
      );
      if (back !== 'applied') return `not ${kind}: ${back}`;
      const now = await catalogOf(transaction, appId);
      const gone = kind === 'repeated'
        ? missing(raw, now, spec)
        // A dropped table comes back without foreign keys that no spec states.
        : raw.filter((entry) => !now.includes(entry) && !(isTableDropped && entry.includes('FOREIGN KEY')));
      if (gone.length > 0) return `${kind}, but lost ${gone.join('; ')}`;
    }
    return undefined;
  });
}

async function applied(transaction: postgres.TransactionSql, appId: number, spec: unknown): Promise<string> {
  return await outcomeOf(
    transaction.savepoint((savepoint) =>
      savepoint`select platform.apply_schema(${appId}, ${JSON.stringify(spec)}::text::jsonb, null, true)`
    ),
  );
}

/** The entries that are no longer there, not even under the names that the spec gives. */
function missing(raw: readonly string[], now: readonly string[], spec: { tables: { name: string }[] }): string[] {
  const names = [['todos', 'tasks'], ['lists', 'folders'], ['title', 'caption'], ['amount', 'total'], [
    'state',
    'status',
  ]];
  const plain = (entry: string) =>
    names.reduce(
      (text, [old = '', fresh = '']) => text.replaceAll(new RegExp(`\\b(app_\\d+_)?${fresh}\\b`, 'g'), `$1${old}`),
      entry,
    )
      // What a column states beside its name and type, a spec may change; a view names what it shows.
      .replaceAll(/ AS (title|amount|state)\b/g, '')
      .replace(/^(\S+ column .*) [tf] (.*)$/, '$1 $2');
  const found = now.map(plain);
  const dropped = ['todos', 'lists'].filter((name) =>
    spec.tables.every((table) => table.name !== name && (table as { renamed_from?: string }).renamed_from !== name)
  );
  const columnsOf = (table: string) =>
    (spec.tables as { name: string; renamed_from?: string; columns: { name: string; renamed_from?: string }[] }[])
      .filter((item) => item.name === table || item.renamed_from === table)
      .flatMap(({ columns }) => columns.flatMap(({ name, renamed_from: former }) => [name, former]));
  // The trash keeps what belongs to a dropped column.
  const isDropped = (entry: string) => {
    const [, table = '', name = ''] = /^app_\d+_(todos|lists) column (\S+) /.exec(entry) ?? [];
    return name !== '' && !columnsOf(table).includes(name);
  };
  return raw.filter((entry) => !isDropped(entry)).map(plain).filter((entry) =>
    !found.includes(entry) && !dropped.some((name) => new RegExp(`^app_\\d+_${name} `).test(entry))
  );
}
