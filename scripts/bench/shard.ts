import type postgres from 'postgres';
import { connect } from '../stack/connect.ts';
import type { Cluster } from '../stack/postgres.ts';
import { time, type Timed } from './measure.ts';
import { notes, type TableSpec } from './specs.ts';

/** The driver's own query for types would warm the caches of a new session, so it is turned off. */
const silent = { fetch_types: false };

/** A session of the platform's back end: service_role, as with the secret key. */
export async function connectPlatform(cluster: Cluster): Promise<postgres.Sql> {
  const sql = connect(cluster.url('authenticator'), silent);
  await sql.unsafe('set role service_role');
  return sql;
}

/** A session with an app's role, for raw DDL. */
export async function connectAsApp(cluster: Cluster, appId: number): Promise<postgres.Sql> {
  const sql = connect(cluster.url('supabase_admin'), silent);
  await sql.unsafe(`set session authorization app_${appId}`);
  return sql;
}

/**
 * Flushes what was written, so that the flush does not happen during a measurement. Before that, it writes enough WAL that
 * segments are recycled from now on: a new server has to create segments, which is slower than on any server in use.
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

/** Creates an app with the given number of tables, including its profile table: notes_0, notes_1 and so on. */
export async function createAppOf(platform: postgres.Sql, tables: number): Promise<number> {
  const specs = Array.from({ length: tables - 1 }, (_, index) => notes(`notes_${index}`));
  // One spec holds at most a hundred tables.
  const appId = await createApp(platform, specs.slice(0, 100));
  for (const spec of specs.slice(100)) await platform`select platform.create_table(${appId}, ${platform.json(spec)})`;
  return appId;
}

/** Returns the DDL that create_table runs for the specs. */
export async function ddlOf(cluster: Cluster, appId: number, specs: readonly TableSpec[]): Promise<string> {
  const sql = connect(cluster.url());
  try {
    const rows = await sql<{ ddl: string }[]>`
      select string_agg(
          platform.table_ddl(${appId}, platform.canonical_table(spec))
          || platform.protection_ddl(${appId}, spec ->> 'name', platform.canonical_scope(spec ->> 'scope')), '')
        || string_agg(platform.reference_ddl(${appId}, spec), '') as ddl
      from jsonb_array_elements(${sql.json([...specs])}::jsonb) as element (spec)`;
    return only(rows).ddl;
  } finally {
    await sql.end();
  }
}

/** One side of a comparison: what is timed, and what restores the shard afterwards. */
export interface Call {
  run(sql: postgres.Sql): Promise<unknown>;
  undo?(sql: postgres.Sql): Promise<unknown>;
}

/** Times the call in a session that has run many such calls. */
export function inSession(sql: postgres.Sql, call: Call): Timed {
  return async () => {
    const milliseconds = await time(() => call.run(sql));
    await call.undo?.(sql);
    return milliseconds;
  };
}

/** Times the call as the first of a new session, whose caches are empty, as in a connection pool after a quiet minute. */
export function inNewSession(open: () => Promise<postgres.Sql>, call: Call): Timed {
  return async () => {
    const sql = await open();
    try {
      return await inSession(sql, call)();
    } finally {
      await sql.end();
    }
  };
}

/** Creates the tables through the platform: one with create_table, several with one apply_schema. */
export function createTables(appId: number, specs: readonly TableSpec[]): Call {
  const [first, ...others] = specs;
  if (first === undefined) throw new Error('Cannot create tables: no spec is given');
  return {
    run: async (platform) =>
      others.length === 0
        ? await platform`select platform.create_table(${appId}, ${platform.json(first)})`
        : await platform`select platform.apply_schema(${appId}, ${platform.json({ tables: [...specs] })})`,
    undo: async (platform) => {
      for (const { name } of [...specs].reverse()) await platform`select platform.drop_table(${appId}, ${name})`;
      await platform`select platform.purge_dropped(${appId}, '0')`;
    },
  };
}

/** Returns the DDL that the newest schema change of the app ran. */
export async function ddlOfLastChange(platform: postgres.Sql, appId: number): Promise<string> {
  const rows = await platform<{ ddl: string | null }[]>`
    select string_agg(operation ->> 'sql', '' order by position) as ddl
    from jsonb_array_elements((
      select operations from platform.schema_changes where app_id = ${appId} order by id desc limit 1
    )) with ordinality as element (operation, position)`;
  const { ddl } = only(rows);
  if (ddl === null) throw new Error(`Cannot read the DDL of app ${appId}: its last schema change ran none`);
  return ddl;
}

/** Sends the same DDL raw, in one message and so in one transaction. */
export function sendDdl(appId: number, ddl: string, specs: readonly TableSpec[]): Call {
  const names = specs.map(({ name }) => `public.app_${appId}_${name}`);
  return {
    run: async (app) => await app.unsafe(ddl),
    undo: async (app) => await app.unsafe(`drop table ${names.join(', ')}`),
  };
}

/** Returns the row of a query that returns exactly one. */
export function only<Row>(rows: readonly Row[]): Row {
  const [row] = rows;
  if (row === undefined || rows.length > 1) throw new Error(`Cannot read the row: the query returned ${rows.length}`);
  return row;
}
