import type postgres from 'postgres';
import type { Cluster } from '../stack/postgres.ts';
import { comparisonOf, measureRounds, type Timed } from './measure.ts';
import { type Goal, ratioRow, type Row } from './report.ts';
import type { Bench } from './setting.ts';
import { type Call, connectAsApp, connectPlatform, createAppOf, ddlOf, inNewSession, inSession } from './shard.ts';
import { notes } from './specs.ts';

/** Numbers of tables of an app, including its profile table. */
const sizes: { tables: number; goal?: Goal }[] = [
  { tables: 2 },
  { tables: 23 },
  { tables: 83 },
  { tables: 200, goal: { ms: 15 } },
];
/** The goal for an app of 83 tables compared with the smallest app. */
const growthGoal = { times: 1.2 };

/** Compares one ALTER TABLE through exec_sql, in apps of several sizes, with the same statement sent raw by the app's role. */
export async function benchExecSqlDdl({ cluster, size: { rounds } }: Bench): Promise<Row[]> {
  const sides: Sides = { warm: [], first: [] };
  for (const { tables } of sizes) await addSides(cluster, tables, sides);
  const warm = await measureRounds(rounds, 3, sides.warm);
  const first = await measureRounds(rounds, 1, sides.first);

  const what = (index: number) => `exec_sql of one ALTER TABLE, ${sizes[index]?.tables} tables`;
  const [ours, raw] = [(index: number) => warm[2 * index], (index: number) => warm[2 * index + 1]];
  return [
    ...sizes.flatMap(({ goal }, index) => [
      ratioRow(`${what(index)} : sent raw`, comparisonOf(ours(index), raw(index)), goal),
      ratioRow('  first call of a session', comparisonOf(first[2 * index], first[2 * index + 1])),
    ]),
    ratioRow(`${what(2)} : 2 tables`, comparisonOf(ours(2), ours(0)), growthGoal),
    ratioRow(`${what(3)} : 2 tables`, comparisonOf(ours(3), ours(0))),
    ratioRow('  sent raw', comparisonOf(raw(3), raw(0))),
  ];
}

/** Alternately ours and raw, one size after the other. */
interface Sides {
  warm: Timed[];
  first: Timed[];
}

async function addSides(cluster: Cluster, tables: number, sides: Sides): Promise<void> {
  const platform = await connectPlatform(cluster);
  const appId = await createAppOf(platform, tables);
  const app = await connectAsApp(cluster, appId);
  const undo = await replacingTable(cluster, appId);
  let column = 0;
  // New SQL each time, as an app's DDL usually is, so that it is not in the guard cache.
  const ddl = () => `alter table app_${appId}_notes_0 add column extra_${++column} text`;
  const ours: Call = { run: (sql) => execSql(sql, appId, ddl()), undo };
  const raw: Call = { run: async (sql) => await sql.unsafe(ddl()), undo };
  sides.warm.push(inSession(platform, ours), inSession(app, raw));
  sides.first.push(
    inNewSession(() => connectPlatform(cluster), ours),
    inNewSession(() => connectAsApp(cluster, appId), raw),
  );
}

/** Replaces the altered table by a new one, in a separate session: dropped columns would remain in the catalog. */
async function replacingTable(cluster: Cluster, appId: number): Promise<() => Promise<unknown>> {
  const app = await connectAsApp(cluster, appId);
  const ddl = await ddlOf(cluster, appId, [notes('notes_0')]);
  return async () => await app.unsafe(`drop table app_${appId}_notes_0; ${ddl}`);
}

async function execSql(platform: postgres.Sql, appId: number, sql: string): Promise<void> {
  const rows = await platform<{ answer: object }[]>`select platform.exec_sql(${appId}, ${sql}) as answer`;
  if (rows.some(({ answer }) => 'code' in answer)) throw new Error(`Cannot time exec_sql: ${JSON.stringify(rows)}`);
}
