import { compare, type Comparison } from './measure.ts';
import { ratioRow, type Row } from './report.ts';
import type { Bench } from './setting.ts';
import { connectAsApp, connectPlatform, createApp, createTables, ddlOf, sendDdl } from './shard.ts';
import { oneTable, type TableSpec, threeTables } from './specs.ts';

const goal = 1.3;

/** create_table against the same DDL sent raw in one transaction by the app's role. */
export async function benchCreateTable(bench: Bench): Promise<Row[]> {
  return [
    ratioRow('create_table : its DDL sent raw', await compareTables(bench, oneTable), goal),
    ratioRow('three tables in a transaction : their DDL sent raw', await compareTables(bench, threeTables), goal),
  ];
}

export async function compareTables({ cluster, size }: Bench, specs: TableSpec[]): Promise<Comparison> {
  const platform = await connectPlatform(cluster);
  const appId = await createApp(platform);
  const app = await connectAsApp(cluster, appId);
  try {
    const ddl = await ddlOf(cluster, appId, specs);
    return await compare(size.rounds, 10, createTables(platform, appId, specs), sendDdl(app, appId, ddl, specs));
  } finally {
    await Promise.all([platform.end(), app.end()]);
  }
}
