import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type postgres from 'postgres';
import { projectRoot } from '../stack/paths.ts';

/** Describes a database: each object with its definition, and the rows that the build itself inserted. */
export type Fingerprint = Map<string, string>;

const catalogQuery = readFileSync(join(projectRoot, 'scripts', 'schema_check', 'fingerprint.sql'), 'utf8');

/** Reads the fingerprint of the database; `sql` is a superuser's session. */
export async function readFingerprint(sql: postgres.Sql): Promise<Fingerprint> {
  const objects = await sql.unsafe<{ kind: string; name: string; definition: string }[]>(catalogQuery);
  const fingerprint: Fingerprint = new Map();
  for (const { kind, name, definition } of objects) {
    const key = `${kind} ${name}`;
    const before = fingerprint.get(key);
    fingerprint.set(key, before === undefined ? definition : `${before}\n${definition}`);
  }
  for (const [table, rows] of await readRows(sql)) fingerprint.set(`rows of ${table}`, rows);
  return fingerprint;
}

/** Reads the rows of each of our tables, without what differs between databases: timestamps and object ids. */
async function readRows(sql: postgres.Sql): Promise<Map<string, string>> {
  const tables = await sql<{ name: string; other: string[] }[]>`
    select format('%I.%I', n.nspname, c.relname) as name,
      coalesce((select array_agg(a.attname::text) from pg_attribute a
        where a.attrelid = c.oid and a.atttypid = any ('{timestamptz,oid,oid[]}'::regtype[])), '{}') as other
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'supabase_migrations')`;
  const result = new Map<string, string>();
  for (const { name, other } of tables) {
    const [row] = await sql.unsafe<{ rows: string | null }[]>(
      `select string_agg(line, E'\\n' order by line) as rows from (select (to_jsonb(t) - $1::text[])::text as line from ${name} t) r`,
      [other],
    );
    result.set(name, row?.rows ?? '');
  }
  return result;
}

/** Returns the differences between two databases, one string per object. */
export function compareFingerprints(
  left: { name: string; fingerprint: Fingerprint },
  right: { name: string; fingerprint: Fingerprint },
): string[] {
  const keys = [...new Set([...left.fingerprint.keys(), ...right.fingerprint.keys()])].sort();
  return keys.flatMap((key) => {
    const a = left.fingerprint.get(key);
    const b = right.fingerprint.get(key);
    if (a === b) return [];
    if (a === undefined) return [`${key}: only in ${right.name}`];
    if (b === undefined) return [`${key}: only in ${left.name}`];
    return [`${key} differs:\n${firstDifference(left.name, a, right.name, b)}`];
  });
}

function firstDifference(leftName: string, left: string, rightName: string, right: string): string {
  const a = left.split('\n');
  const b = right.split('\n');
  const index = a.findIndex((line, i) => line !== b[i]);
  const at = index === -1 ? a.length : index;
  return `  ${leftName}: ${a[at] ?? '(nothing)'}\n  ${rightName}: ${b[at] ?? '(nothing)'}`;
}
