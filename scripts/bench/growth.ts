import type { Cluster } from '../stack/postgres.ts';
import { compareTables } from './create_table.ts';
import { type Comparison, percentile, time } from './measure.ts';
import { growthRow, millisecondsRow, ratioRow, type Row } from './report.ts';
import type { Bench } from './setting.ts';
import { connectPlatform, createApp, only } from './shard.ts';
import { notes, oneTable } from './specs.ts';

/** Enough for a 95th percentile. */
const sample = 60;
/** The first calls of a session prepare its functions. */
const warmUp = 5;

interface Costs {
  apps: number;
  tables: number;
  createApp: number[];
  createTable: Comparison;
}

/** create_app and create_table on a shard with 100 apps, and again when it has grown to --apps. */
export async function benchGrowth(bench: Bench): Promise<Row[]> {
  const small = await costsAt(bench, 100);
  const large = await costsAt(bench, bench.size.apps);
  const p50 = (costs: Costs) => percentile(costs.createApp, 0.5);
  const at = (costs: Costs) => `${costs.apps} apps, ${costs.tables} tables`;
  return [
    millisecondsRow(`create_app, p50, ${at(large)}`, p50(large), 15),
    millisecondsRow(`create_app, p95, ${at(large)}`, percentile(large.createApp, 0.95), 50),
    growthRow(`create_app, p50, ${small.apps} to ${large.apps} apps`, p50(small), p50(large), 2),
    growthRow(
      `create_table, ${small.tables} to ${large.tables} tables`,
      small.createTable.subject,
      large.createTable.subject,
      1.3,
    ),
    growthRow('  its DDL sent raw', small.createTable.limit, large.createTable.limit),
    ratioRow(`create_table : its DDL sent raw, ${at(small)}`, small.createTable, 1.3),
    ratioRow(`create_table : its DDL sent raw, ${at(large)}`, large.createTable, 1.3),
  ];
}

async function costsAt(bench: Bench, apps: number): Promise<Costs> {
  // One more app is made for the tables.
  await fillShard(bench, apps - sample - warmUp - 1);
  const platform = await connectPlatform(bench.cluster);
  try {
    const createAppTimes: number[] = [];
    for (let call = 0; call < warmUp; call++) await createApp(platform);
    for (let call = 0; call < sample; call++) createAppTimes.push(await time(() => createApp(platform)));
    const createTable = await compareTables(bench, oneTable);
    const rows = await platform<{ apps: number; tables: number }[]>`
      select app_count as apps, table_count as tables from platform.shards where is_local`;
    return { ...only(rows), createApp: createAppTimes, createTable };
  } finally {
    await platform.end();
  }
}

/** Makes apps with tables until the shard has as many, in two sessions at a time. */
async function fillShard({ cluster, size, log }: Bench, target: number): Promise<void> {
  const begun = performance.now();
  const specs = Array.from({ length: size.tablesPerApp }, (_, index) => notes(`notes_${index}`));
  let left = target - await countApps(cluster);
  if (left > 500) log(`making ${left} apps`);
  const fill = async () => {
    while (left > 0) {
      // A session remembers every table that it has made and becomes slow, so each makes a hundred apps only.
      const platform = await connectPlatform(cluster);
      for (let made = 0; made < 100 && left > 0; made++) {
        left--;
        await platform`select platform.create_app('Bench', tables => ${platform.json(specs)})`;
        if (left % 1000 === 0 && left > 0) log(`${left} to go, ${((performance.now() - begun) / 1000).toFixed(0)} s`);
      }
      await platform.end();
    }
  };
  await Promise.all([fill(), fill()]);
}

async function countApps(cluster: Cluster): Promise<number> {
  const platform = await connectPlatform(cluster);
  const rows = await platform<{ apps: number }[]>`select app_count as apps from platform.shards where is_local`;
  await platform.end();
  return only(rows).apps;
}
