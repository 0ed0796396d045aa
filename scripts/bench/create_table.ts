import type { Cluster } from '../stack/postgres.ts';
import { compare, type Timed } from './measure.ts';
import { ratioRow, type Row } from './report.ts';
import type { Bench } from './setting.ts';
import { connectAsApp, connectPlatform, createApp, createTables, ddlOf, sendDdl } from './shard.ts';
import { oneTable, type TableSpec, threeTables } from './specs.ts';

const goal = 1.3;

/** create_table against the same DDL sent raw in one transaction by the app's role. */
export async function benchCreateTable({ cluster, size }: Bench): Promise<Row[]> {
  const rows: Row[] = [];
  for (
    const { what, specs } of [
      { what: 'create_table : its DDL sent raw', specs: oneTable },
      { what: 'three tables in a transaction : their DDL sent raw', specs: threeTables },
    ]
  ) {
    const { ours, raw, end } = await tableMakers(cluster, specs);
    rows.push(ratioRow(what, await compare(size.rounds, 10, ours, raw), goal));
    await end();
  }
  return rows;
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
