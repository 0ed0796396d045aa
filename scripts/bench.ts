// npm run bench: measures the shard's cost as a ratio to the lowest possible cost. Both sides run alternately, in a cluster on
// tmpfs where each commit takes a fixed time; each part has its own cluster. docs/performance.md explains the parts and lists
// results. Times drift on shared machines, but ratios within one run are comparable. A missed goal is shown and does not fail
// the run.
import { InvalidArgumentError } from '@commander-js/extra-typings';
import { cpus, loadavg } from 'node:os';
import { existingFolder, integerBetween, integerFrom } from './cli/arguments.ts';
import { command, run } from './cli/command.ts';
import { startTestCluster } from './stack/test_cluster.ts';
import { connect } from './stack/connect.ts';
import { benchAppCode } from './bench/app_code.ts';
import { benchApplySchema, benchCreateTable } from './bench/create_table.ts';
import { commitSettings, measureCommit } from './bench/commit.ts';
import { benchCreateApp } from './bench/create_app.ts';
import { benchExecSql } from './bench/exec_sql.ts';
import { benchExecSqlDdl } from './bench/exec_sql_ddl.ts';
import { benchGuard } from './bench/guard.ts';
import { benchMemory } from './bench/memory.ts';
import { choosePlace, type Place } from './bench/place.ts';
import { benchPolicies } from './bench/policies.ts';
import { printRows, type Row } from './bench/report.ts';
import type { Bench } from './bench/setting.ts';
import { settleDisk } from './bench/shard.ts';
import { benchTableGrowth } from './bench/table_growth.ts';
import { benchVerifyShard } from './bench/verify_shard.ts';
import { benchWholeApp } from './bench/whole_app.ts';

const benches: Record<string, (bench: Bench) => Promise<Row[]>> = {
  create_table: benchCreateTable,
  apply_schema: benchApplySchema,
  exec_sql_ddl: benchExecSqlDdl,
  create_app: benchCreateApp,
  whole_app: benchWholeApp,
  verify_shard: benchVerifyShard,
  policies: benchPolicies,
  app_code: benchAppCode,
  guard: benchGuard,
  exec_sql: benchExecSql,
  // Imported only here, because loading the gateway takes seconds.
  http: async (bench) => (await import('./bench/http.ts')).benchHttp(bench),
  memory: benchMemory,
  noisy_neighbour: async (bench) => (await import('./bench/noisy_neighbour.ts')).benchNoisyNeighbour(bench),
  table_growth: benchTableGrowth,
};

await run(
  command('npm run bench --', "Measures the shard's cost as a ratio to the lowest possible cost.")
    .option(
      '--only <names>',
      `run only these benchmarks, separated by commas: ${Object.keys(benches).join(', ')}`,
      benchNames,
    )
    .option('--rounds <count>', 'how many rounds to measure', integerFrom(1), 15)
    .option('--tmp <folder>', 'where clusters store their data (default: /dev/shm if it has room)', existingFolder)
    .option('--commit-ms <ms>', 'how long a commit takes; 0 means as long as the disk needs', integerBetween(0, 100), 2)
    .option(
      '--apps <count>',
      'number of apps for create_app (default: 1000) and verify_shard (default: 100)',
      integerFrom(100),
    )
    .option('--tables <count>', 'number of tables for table_growth', integerFrom(1500), 3000)
    .option('--rows <count>', 'number of rows for policies, 1,000 per user', integerFrom(1000), 100_000)
    .action(async ({ only = Object.keys(benches), tmp, commitMs, apps, ...size }) => {
      const begun = performance.now();
      const place = choosePlace(tmp);
      const startCluster = () => startBenchCluster(place, commitMs);
      await printHeader(startCluster, place, commitMs);
      for (const name of only) await measure(name, startCluster, apps === undefined ? size : { ...size, apps });
      console.log(`done in ${secondsSince(begun)} s, load ${load()}`);
      process.exit(0);
    }),
);

type StartCluster = () => Promise<Bench['cluster']>;

async function measure(name: string, startCluster: StartCluster, size: Bench['size']): Promise<void> {
  const begun = performance.now();
  console.log(name);
  const cluster = await startCluster();
  try {
    const bench: Bench = { cluster, startAnother: startCluster, size, log: (line) => console.log(`  ${line}`) };
    printRows(await benches[name]?.(bench) ?? []);
  } finally {
    await cluster.remove();
  }
  console.log(`  ${secondsSince(begun)} s\n`);
}

async function startBenchCluster(place: Place, commitMs: number): Promise<Bench['cluster']> {
  const cluster = await startTestCluster({
    durable: true,
    parent: place.directory,
    settings: commitSettings(commitMs),
  });
  await settleDisk(cluster);
  return cluster;
}

/** Prints what two reports must have in common to be comparable. */
async function printHeader(startCluster: StartCluster, place: Place, commitMs: number): Promise<void> {
  const cluster = await startCluster();
  const sql = connect(cluster.url());
  const [server] = await sql<{ version: string }[]>`select current_setting('server_version') as version`;
  await sql.end();
  const measured = (await measureCommit(cluster)).toFixed(2);
  await cluster.remove();
  console.log(`PostgreSQL ${server?.version}, Node ${process.versions.node}
${cpus().length} CPUs (${cpus()[0]?.model ?? 'unknown'}), load ${load()}
data on ${place.description}
fsync on, commit_delay ${commitMs} ms, commit_siblings 0: a commit of one row takes ${measured} ms (measured)
`);
}

function load(): string {
  return (loadavg()[0] ?? 0).toFixed(1);
}

function secondsSince(begun: number): string {
  return ((performance.now() - begun) / 1000).toFixed(0);
}

function benchNames(list: string): string[] {
  const names = list.split(',');
  const unknown = names.find((name) => !Object.hasOwn(benches, name));
  if (unknown !== undefined) throw new InvalidArgumentError(`There is no benchmark "${unknown}".`);
  return names;
}
