import type postgres from 'postgres';
import { fillWithApps } from './fill.ts';
import { compare, measureRounds, median, percentile, time, type Timed } from './measure.ts';
import { millisecondsRow, ratioRow, type Row } from './report.ts';
import type { Bench } from './setting.ts';
import { connectPlatform, createApp, inNewSession } from './shard.ts';

const few = 100;
const defaultApps = 1000;
/** Runs per round, so that one slow run does not decide the result. */
const runs = 5;

/** Compares create_app on a shard with --apps apps and on one with 100, alternately; also as the first call of a session. */
export async function benchCreateApp(bench: Bench): Promise<Row[]> {
  const { cluster, size: { apps = defaultApps, rounds } } = bench;
  const created = runs * 2 * (rounds + 1);
  const other = await bench.startAnother();
  try {
    await fillWithApps({ ...bench, cluster: other }, few);
    // The shard has reached its size when the last app is created.
    await fillWithApps(bench, Math.max(few, apps - created));
    const [small, large] = [await connectPlatform(other), await connectPlatform(cluster)];
    const times: number[] = [];
    const growth = await compare(rounds, runs, creating(large, times), creating(small));
    await Promise.all([small.end(), large.end()]);
    const first = inNewSession(() => connectPlatform(cluster), { run: createApp });
    const [firstTimes = []] = await measureRounds(rounds, runs, [first]);
    // The first round warms up.
    const warm = times.slice(runs);
    return [
      millisecondsRow(`create_app, p50, ${apps} apps`, percentile(warm, 0.5), 15),
      millisecondsRow(`create_app, p95, ${apps} apps`, percentile(warm, 0.95), 50),
      millisecondsRow(`create_app, first call of a session, ${apps} apps`, median(firstTimes), 20),
      ratioRow(`create_app, ${apps} apps : ${few} apps`, growth, { times: 2 }),
    ];
  } finally {
    await other.remove();
  }
}

function creating(platform: postgres.Sql, times: number[] = []): Timed {
  return async () => {
    const milliseconds = await time(() => createApp(platform));
    times.push(milliseconds);
    return milliseconds;
  };
}
