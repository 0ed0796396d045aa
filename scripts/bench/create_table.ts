import type { Cluster } from '../stack/postgres.ts';
import { compare, median, time, type Timed } from './measure.ts';
import { millisecondsRow, ratioRow, type Row } from './report.ts';
import type { Bench } from './setting.ts';
import { connectAsApp, connectPlatform, createApp, createTables, ddlOf, sendDdl } from './shard.ts';
import { notes, oneTable, type TableSpec, threeTables } from './specs.ts';

const goal = 1.3;

/** create_table and apply_schema against the same DDL sent raw in one transaction by the app's role; a plan of many tables. */
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
  rows.push(await planRow(cluster, size.rounds));
  return rows;
}

/** plan_schema of an app of 30 tables, of which one changes. */
async function planRow(cluster: Cluster, rounds: number): Promise<Row> {
  const platform = await connectPlatform(cluster);
  const tables = Array.from({ length: 30 }, (_, index) => ({ ...notes(`notes_${index}`), scope: 'shared' }));
  const [app] = await platform<{ id: string }[]>`
    select platform.create_app('Plan', tables => ${platform.json(tables)}) ->> 'id' as id`;
  const wanted = platform.json({ tables: tables.map((table, index) => index === 7 ? { ...table, scope: 'private' } : table) });
  const times: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const milliseconds = await time(() => platform`select platform.plan_schema(${app?.id ?? null}, ${wanted})`);
    if (round > 0) times.push(milliseconds);
  }
  await platform.end();
  return millisecondsRow('plan_schema, 30 tables', median(times), 150);
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
