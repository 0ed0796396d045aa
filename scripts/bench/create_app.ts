import type postgres from 'postgres';
import { startTestCluster } from '../stack/test_cluster.ts';
import { fillWithApps } from './fill.ts';
import { compare, percentile, time, type Timed } from './measure.ts';
import { millisecondsRow, ratioRow, type Row } from './report.ts';
import type { Bench } from './setting.ts';
import { connectPlatform, createApp } from './shard.ts';

const few = 100;
/** Runs in a round: one slow one must not decide. */
const runs = 5;

/** create_app on a shard with --apps apps against the same on one with 100, in turns. */
export async function benchCreateApp(bench: Bench): Promise<Row[]> {
  const { cluster, size } = bench;
  const made = runs * (size.rounds + 1);
  const other = await startTestCluster({ durable: true });
  try {
    await fillWithApps({ ...bench, cluster: other }, few);
    // The shard is at its size when the last one is made.
    await fillWithApps(bench, size.apps - made);
    const [small, large] = [await connectPlatform(other), await connectPlatform(cluster)];
    const times: number[] = [];
    const growth = await compare(size.rounds, runs, making(large, times), making(small));
    await Promise.all([small.end(), large.end()]);
    // The first round warms up.
    const warm = times.slice(runs);
    return [
      millisecondsRow(`create_app, p50, ${size.apps} apps`, percentile(warm, 0.5), 15),
      millisecondsRow(`create_app, p95, ${size.apps} apps`, percentile(warm, 0.95), 50),
      ratioRow(`create_app, ${size.apps} apps : ${few} apps`, growth, 2),
    ];
  } finally {
    await other.remove();
  }
}

function making(platform: postgres.Sql, times: number[] = []): Timed {
  return async () => {
    const milliseconds = await time(() => createApp(platform));
    times.push(milliseconds);
    return milliseconds;
  };
}
