import type postgres from 'postgres';
import { connect } from '../stack/connect.ts';
import type { Cluster } from '../stack/postgres.ts';
import { time, type Timed } from './measure.ts';
import type { TableSpec } from './specs.ts';

/** A session of the platform's back end: service_role, as the secret key makes it. */
export async function connectPlatform(cluster: Cluster): Promise<postgres.Sql> {
  const sql = connect(cluster.url('authenticator'));
  await sql.unsafe('set role service_role');
  return sql;
}

/** A session that is an app's role, to which raw DDL can be sent. */
export async function connectAsApp(cluster: Cluster, appId: number): Promise<postgres.Sql> {
  const sql = connect(cluster.url('supabase_admin'));
  await sql.unsafe(`set session authorization app_${appId}`);
  return sql;
}

/**
 * Flushes what was written, so that it is not flushed on a bench's time. Before that, enough is logged for old segments of
 * the log to be written over from now on: a young server has to make new ones, which is slower than on any server in use.
 */
export async function settleDisk(cluster: Cluster): Promise<void> {
  const admin = connect(cluster.url('supabase_admin'));
  await admin`
    select count(pg_logical_emit_message(false, 'bench', repeat('x', 1000000))) from generate_series(1, 300)`;
  await admin`checkpoint`;
  await admin.end();
}

export async function createApp(platform: postgres.Sql, tables: readonly TableSpec[] = []): Promise<number> {
  const rows = await platform<{ id: number }[]>`
    select (platform.create_app('Bench', tables => ${platform.json([...tables])}) ->> 'id')::integer as id`;
  return only(rows).id;
}

/** The DDL that create_table runs for the specs, as text. */
export async function ddlOf(cluster: Cluster, appId: number, specs: readonly TableSpec[]): Promise<string> {
  const sql = connect(cluster.url());
  try {
    const rows = await sql<{ ddl: string }[]>`
      select string_agg(
          platform.table_ddl(${appId}, spec)
          || platform.protection_ddl(${appId}, spec ->> 'name', platform.canonical_scope(spec ->> 'scope')), '')
        || string_agg(platform.reference_ddl(${appId}, spec), '') as ddl
      from jsonb_array_elements(${sql.json([...specs])}::jsonb) as element (spec)`;
    return only(rows).ddl;
  } finally {
    await sql.end();
  }
}

/** Creates the tables through the platform, several by one apply_schema, and removes them outside the timing. */
export function createTables(platform: postgres.Sql, appId: number, specs: readonly TableSpec[]): Timed {
  const [first, ...others] = specs;
  if (first === undefined) throw new Error('No table to create');
  return async () => {
    const milliseconds = await time(() =>
      others.length === 0
        ? platform`select platform.create_table(${appId}, ${platform.json(first)})`
        : platform`select platform.apply_schema(${appId}, ${platform.json({ tables: [...specs] })})`
    );
    for (const { name } of [...specs].reverse()) await platform`select platform.drop_table(${appId}, ${name})`;
    await platform`select platform.purge_dropped(${appId}, '0')`;
    return milliseconds;
  };
}

/** Sends the same DDL raw: one message, which is one transaction. */
export function sendDdl(app: postgres.Sql, appId: number, ddl: string, specs: readonly TableSpec[]): Timed {
  const names = specs.map(({ name }) => `public.app_${appId}_${name}`);
  return async () => {
    const milliseconds = await time(() => app.unsafe(ddl));
    await app.unsafe(`drop table ${names.join(', ')}`);
    return milliseconds;
  };
}

/** The row of a query that answers one row. */
export function only<Row>(rows: readonly Row[]): Row {
  const [row] = rows;
  if (row === undefined || rows.length > 1) throw new Error(`Expected one row, got ${rows.length}`);
  return row;
}
