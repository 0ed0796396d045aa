import type { Cluster } from '../stack/postgres.ts';
import { compare, type Timed } from './measure.ts';
import { type Goal, ratioRow, type Row } from './report.ts';
import type { Bench } from './setting.ts';
import {
  connectAsApp,
  connectPlatform,
  createApp,
  createTables,
  ddlOfLastChange,
  inNewSession,
  inSession,
  sendDdl,
} from './shard.ts';
import { oneTable, referencedTable, type TableSpec, threeTables } from './specs.ts';

export async function benchCreateTable(bench: Bench): Promise<Row[]> {
  return await tableRows(bench, 'create_table', oneTable, { warm: { times: 1.3 }, first: { ms: 15 } });
}

export async function benchApplySchema(bench: Bench): Promise<Row[]> {
  return await tableRows(bench, 'apply_schema, three tables', threeTables, { warm: { times: 1.35 } });
}

/** Compares tables created by the platform with the same DDL sent raw in one transaction by the app's role. */
async function tableRows(
  { cluster, size }: Bench,
  what: string,
  specs: TableSpec[],
  goals: { warm: Goal; first?: Goal },
): Promise<Row[]> {
  const { ours, raw, oursFirst, rawFirst, end } = await tableMakers(cluster, specs);
  try {
    return [
      ratioRow(`${what} : its DDL sent raw`, await compare(size.rounds, 7, ours, raw), goals.warm),
      ratioRow('  first call of a session', await compare(size.rounds, 3, oursFirst, rawFirst), goals.first),
    ];
  } finally {
    await end();
  }
}

interface TableMakers {
  ours: Timed;
  raw: Timed;
  oursFirst: Timed;
  rawFirst: Timed;
  end(): Promise<void>;
}

/** Both ways to create the tables in a new app of the cluster, in warm sessions and in new ones. */
export async function tableMakers(cluster: Cluster, specs: TableSpec[]): Promise<TableMakers> {
  const platform = await connectPlatform(cluster);
  const appId = await createApp(platform, specs === oneTable ? [referencedTable] : []);
  const app = await connectAsApp(cluster, appId);
  const ours = createTables(appId, specs);
  await ours.run(platform);
  const raw = sendDdl(appId, await ddlOfLastChange(platform, appId), specs);
  await ours.undo?.(platform);
  return {
    ours: inSession(platform, ours),
    raw: inSession(app, raw),
    oursFirst: inNewSession(() => connectPlatform(cluster), ours),
    rawFirst: inNewSession(() => connectAsApp(cluster, appId), raw),
    end: async () => void (await Promise.all([platform.end(), app.end()])),
  };
}
