import type postgres from 'postgres';
import { connect } from '../stack/connect.ts';
import { fillWithApps } from './fill.ts';
import { median, time } from './measure.ts';
import { millisecondsRow, type Row } from './report.ts';
import type { Bench } from './setting.ts';

const defaultApps = 100;

/** Times verify_shard on a shard with --apps apps. It runs as postgres: the API's roles have a timeout of 8 seconds. */
export async function benchVerifyShard(bench: Bench): Promise<Row[]> {
  const { apps = defaultApps, rounds } = bench.size;
  await fillWithApps(bench, apps);
  const sql = connect(bench.cluster.url());
  try {
    const times: number[] = [];
    let spent = 0;
    // On a large shard one call takes half a minute, so a few are enough.
    for (let round = 0; round <= rounds && spent < 60_000; round++) {
      const milliseconds = await time(() => verifyShard(sql));
      spent += milliseconds;
      if (round > 0 || spent > 20_000) times.push(milliseconds);
    }
    const whole = median(times);
    return [
      millisecondsRow(`verify_shard, ${apps} apps`, whole),
      { what: '  for each app', measured: `${(whole / apps).toFixed(2)} ms` },
    ];
  } finally {
    await sql.end();
  }
}

/** Reads all findings. A sound shard has none. */
async function verifyShard(sql: postgres.Sql): Promise<void> {
  const findings = await sql`select * from platform.verify_shard()`;
  if (findings.length > 0) throw new Error(`Cannot time verify_shard: ${JSON.stringify(findings[0])}`);
}
