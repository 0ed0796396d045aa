import type postgres from 'postgres';
import type { ColumnSpec, SchemaSpec, TableSpec } from '../../../shared/schema_spec/spec_shape.ts';
import type { Random } from '../../harness/random.ts';
import { formerOf } from './evolving_spec.ts';
import { canonicalType, chance, choose } from './random_spec.ts';

// Rows for new tables and values for new columns of a spec, with nulls and with strings that break careless quoting.

/** Values of each type, in the form that PostgreSQL reads. */
export const VALUES: Readonly<Record<string, readonly string[]>> = {
  text: [
    '',
    'plain',
    "it's",
    '"quoted"',
    '{a,"b"}',
    'back\\slash',
    '$$ $1 %I %s',
    'line\nbreak',
    'ü🦀',
    '42',
    '-1.5',
    'true',
    '2026-02-28',
    '10:30',
    '{"a": 1}',
    'null',
    'open',
    'done',
    '3f8a0b52-4f67-4c1e-9f0a-1d2c3b4a5e6f',
    '99999999999999999999',
    ' 7 ',
    'x'.repeat(500),
  ],
  number: ['0', '1', '-1', '1.50', '1e-30', '12345678901234567890.123456789', '2147483648', 'NaN', '7'],
  integer: ['0', '1', '-1', '2147483647', '-2147483648', '42'],
  bigint: ['0', '1', '-1', '9223372036854775807', '-9223372036854775808', '9007199254740993', '42'],
  float: ['0', '1', '-1.5', '1e300', '5e-324', 'NaN', 'Infinity', '0.1', '3'],
  boolean: ['true', 'false'],
  date: ['2026-02-28', '0001-01-01', '9999-12-31', '1970-01-01'],
  time: ['00:00', '23:59:59.999999', '24:00', '10:30'],
  timestamptz: [
    '2026-01-02T03:04:05.123456Z',
    '1900-01-01T00:00:00Z',
    '9999-12-31T23:59:59+14',
    '1970-01-01T00:00:00Z',
  ],
  uuid: [
    '3f8a0b52-4f67-4c1e-9f0a-1d2c3b4a5e6f',
    '00000000-0000-0000-0000-000000000000',
    'ffffffff-ffff-ffff-ffff-ffffffffffff',
  ],
  jsonb: [
    'null',
    '1',
    '"text"',
    '"it\'s"',
    'true',
    '[]',
    '{"a": {"b": [1, "\\\\"]}}',
    '"2026-02-28"',
    '1.50',
    '[1, 2]',
  ],
  'text[]': ['{}', '{a}', '{"a b","\\"","{}"}', '{NULL}', '{"",plain}'],
  'integer[]': ['{}', '{1}', '{1,2,NULL}', '{2147483647}'],
  'number[]': ['{}', '{1.5}', '{1}', '{NaN,2}', '{12345678901234567890.1}'],
  'uuid[]': ['{}', '{3f8a0b52-4f67-4c1e-9f0a-1d2c3b4a5e6f}', '{NULL}'],
};

/**
 * Fills the tables and columns that are new in a spec. No updated_at changes: triggers are off in the session, so it must be
 * a session of supabase_admin.
 */
export async function fillNew(
  admin: postgres.Sql,
  appId: number,
  spec: SchemaSpec,
  before: SchemaSpec | undefined,
  users: readonly string[],
  random: Random,
): Promise<void> {
  await admin`set session_replication_role = replica`;
  for (const table of spec.tables) {
    const name = `public.app_${appId}_${table.name}`;
    const former = formerOf(table, spec.tables, before?.tables ?? []);
    const targets = await referredIds(admin, appId, table);
    const valueOf = (column: ColumnSpec) =>
      randomValue(column, targets.get(column.references?.table ?? '') ?? [], random);
    if (former === undefined) {
      for (let count = Math.floor(random() * 14); count > 0; count--) {
        const values = table.columns.map((column) => `${literal(valueOf(column))}::text::${sqlType(column.type)}`);
        const moment = literal(`2020-01-0${1 + Math.floor(random() * 9)}T00:00:00.123456Z`);
        await admin.unsafe(`insert into ${name} (user_id, created_at, updated_at, ${table.columns.map(quoted).join()})
          values (${literal(choose(users, random))}, ${moment}, ${moment}, ${values.join()})`).catch(ignoreRefusals);
      }
      continue;
    }
    const added = table.columns.filter((column) => formerOf(column, table.columns, former.columns) === undefined);
    if (added.length === 0) continue;
    for (const { id } of await admin.unsafe<{ id: string }[]>(`select id from ${name} order by id`)) {
      for (const column of added) {
        await admin.unsafe(
          `update ${name} set ${quoted(column)} = ${literal(valueOf(column))}::text::${sqlType(column.type)}
          where id = '${id}'`,
        ).catch(ignoreRefusals);
      }
    }
  }
  await admin`set session_replication_role = origin`;
}

/** Inserts one row for each value, in column v. */
export async function insertRows(
  admin: postgres.Sql,
  table: string,
  user: string,
  type: string,
  values: readonly (string | null)[],
): Promise<void> {
  for (const value of values) {
    await admin.unsafe(
      `insert into ${table} (user_id, v) values (${literal(user)}, ${literal(value)}::text::${sqlType(type)})`,
    );
  }
}

async function referredIds(admin: postgres.Sql, appId: number, table: TableSpec): Promise<Map<string, string[]>> {
  const ids = new Map<string, string[]>();
  for (const { references } of table.columns) {
    if (references === undefined || ids.has(references.table)) continue;
    const rows = await admin.unsafe<{ id: string }[]>(
      `select id from public.app_${appId}_${references.table} order by id limit 5`,
    );
    ids.set(references.table, rows.map(({ id }) => id));
  }
  return ids;
}

/** Ignores values that a limit, a unique index or a required column refuses. */
function ignoreRefusals(error: { code?: string }): void {
  if (!/^23/.test(error.code ?? '')) throw error;
}

function randomValue(column: ColumnSpec, targets: readonly string[], random: Random): string | null {
  if (column.required !== true && chance(random, 0.25)) return null;
  if (column.references !== undefined) return targets.length === 0 ? null : choose(targets, random);
  return choose(column.values ?? VALUES[canonicalType(column.type)] ?? [], random);
}

function literal(text: string | null): string {
  return text === null ? 'null' : `E'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}

function quoted({ name }: ColumnSpec): string {
  return `"${name}"`;
}

function sqlType(name: string): string {
  const type = canonicalType(name);
  return new Map([['number', 'numeric'], ['float', 'float8'], ['enum', 'text'], ['number[]', 'numeric[]']]).get(type) ??
    type;
}
