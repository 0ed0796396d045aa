import type { Cluster } from '../stack/postgres.ts';
import { compare, median, time, type Timed } from './measure.ts';
import { millisecondsRow, ratioRow, type Row } from './report.ts';
import type { Bench } from './setting.ts';
import { connectAsApp, connectPlatform, createApp, createTables, ddlOf, sendDdl } from './shard.ts';
import { notes, oneTable, type TableSpec, threeTables } from './specs.ts';

const goal = 1.3;

/** create_table and apply_schema against the same DDL sent raw in one transaction by the app's role; what reads a whole app. */
export async function benchCreateTable({ cluster, size }: Bench): Promise<Row[]> {
  const rows: Row[] = [];
  for (
    const { what, specs } of [
      { what: 'create_table : its DDL sent raw', specs: oneTable },
      { what: 'apply_schema, three tables : their DDL sent raw', specs: threeTables },
    ]
  ) {
    const { ours, raw, end } = await tableMakers(cluster, specs);
    rows.push(ratioRow(what, await compare(size.rounds, 10, ours, raw), goal));
    await end();
  }
  rows.push(...await readerRows(cluster, size.rounds));
  return rows;
}

/** What reads the schema of a whole app of 50 tables: a plan in which one table changes, the standards, the types. */
async function readerRows(cluster: Cluster, rounds: number): Promise<Row[]> {
  const platform = await connectPlatform(cluster);
  const tables = Array.from({ length: 50 }, (_, index) => ({ ...notes(`notes_${index}`), scope: 'shared' }));
  const appId = await createApp(platform, tables);
  const wanted = {
    tables: tables.slice(0, 30).map((table, index) => index === 7 ? { ...table, scope: 'private' } : table),
  };
  const smallId = await createApp(platform, tables.slice(0, 30));
  const rows = [
    await readRow(
      'plan_schema, 30 tables',
      rounds,
      150,
      () => platform`select platform.plan_schema(${smallId}, ${platform.json(wanted)})`,
    ),
    await readRow('app_standards, 50 tables', rounds, 100, () => platform`select platform.app_standards(${appId})`),
    await readRow(
      'typescript_types, 50 tables',
      rounds,
      100,
      () => platform`select platform.typescript_types(${appId})`,
    ),
  ];
  await platform.end();
  return rows;
}

/** The median of as many calls; the first warms up. */
async function readRow(what: string, rounds: number, underMs: number, call: () => Promise<unknown>): Promise<Row> {
  const times: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const milliseconds = await time(call);
    if (round > 0) times.push(milliseconds);
  }
  return millisecondsRow(what, median(times), underMs);
}

/** Both ways to make the tables in a new app of the cluster. */
export async function tableMakers(
  cluster: Cluster,
  specs: TableSpec[],
): Promise<{ ours: Timed; raw: Timed; end(): Promise<void> }> {
  const platform = await connectPlatform(cluster);
  const appId = await createApp(platform);
  const app = await connectAsApp(cluster, appId);
  const ddl = await ddlOf(cluster, appId, specs);
  return {
    ours: createTables(platform, appId, specs),
    raw: sendDdl(app, appId, ddl, specs),
    end: async () => void (await Promise.all([platform.end(), app.end()])),
  };
}
