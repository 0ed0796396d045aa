import { median, time } from './measure.ts';
import { millisecondsRow, type Row } from './report.ts';
import type { Bench } from './setting.ts';
import { connectPlatform, createApp, createAppOf } from './shard.ts';
import { notes } from './specs.ts';

/** Times the calls that read a whole app: a plan that changes one table, the standards, the types and verify_app. */
export async function benchWholeApp({ cluster, size }: Bench): Promise<Row[]> {
  const platform = await connectPlatform(cluster);
  const tables = Array.from({ length: 50 }, (_, index) => ({ ...notes(`notes_${index}`), scope: 'shared' }));
  const appId = await createApp(platform, tables);
  const planned = await createApp(platform, tables.slice(0, 30));
  const wanted = {
    tables: tables.slice(0, 30).map((table, index) => index === 7 ? { ...table, scope: 'private' } : table),
  };
  const row = async (what: string, call: () => Promise<unknown>, underMs?: number) =>
    millisecondsRow(what, await medianOf(size.rounds, call), underMs);
  const rows = [
    await row(
      'plan_schema, 30 tables',
      () => platform`select platform.plan_schema(${planned}, ${platform.json(wanted)})`,
      150,
    ),
    await row('app_standards, 50 tables', () => platform`select platform.app_standards(${appId})`, 100),
    await row('typescript_types, 50 tables', () => platform`select platform.typescript_types(${appId})`, 100),
  ];
  for (const count of [3, 50, 200]) {
    const verified = await createAppOf(platform, count);
    rows.push(await row(`verify_app, ${count} tables`, () => platform`select * from platform.verify_app(${verified})`));
  }
  await platform.end();
  return rows;
}

/** Returns the median of the given number of calls, after one warm-up call. */
async function medianOf(rounds: number, call: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const milliseconds = await time(call);
    if (round > 0) times.push(milliseconds);
  }
  return median(times);
}
