// npm run bench [-- --only create_table,exec_sql] [--rounds 15] [--tmp DIR] [--commit-ms 2]
//   [--apps 1000] [--tables 3000] [--rows 100000]
//
// Ratios of what the shard does to the least that it could cost. Both sides run in turns, in a cluster on tmpfs where each
// commit takes a stated time; each part has its own cluster. What the parts mean and what came out: docs/performance.md.
// Times drift on shared machines; ratios of one run can be compared. Goals are shown, and never fail the run.
import { existsSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { startTestCluster } from './stack/test_cluster.ts';
import { connect } from './stack/connect.ts';
import { benchApplySchema, benchCreateTable } from './bench/create_table.ts';
import { commitSettings, measureCommit } from './bench/commit.ts';
import { benchCreateApp } from './bench/create_app.ts';
import { benchExecSql } from './bench/exec_sql.ts';
import { benchExecSqlDdl } from './bench/exec_sql_ddl.ts';
import { benchGuard } from './bench/guard.ts';
import { benchHttp } from './bench/http.ts';
import { choosePlace } from './bench/place.ts';
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
  guard: benchGuard,
  exec_sql: benchExecSql,
  http: benchHttp,
  table_growth: benchTableGrowth,
};

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: Object.keys(benches).join() },
    /** To how many apps the shards of create_app (1,000 unless given) and verify_shard (100) grow. */
    apps: { type: 'string' },
    /** To how many tables the shard of table_growth grows. */
    tables: { type: 'string', default: '3000' },
    /** Rows of the table that the policies are measured on; a thousand for each user. */
    rows: { type: 'string', default: '100000' },
    rounds: { type: 'string', default: '15' },
    /** Where the clusters keep their data: /dev/shm, where that is a tmpfs with room, unless given. */
    tmp: { type: 'string' },
    /** What a commit takes; 0 leaves it to the file system. */
    'commit-ms': { type: 'string', default: '2' },
  },
});
const chosen = values.only.split(',').map((name) => {
  const run = benches[name];
  if (run === undefined) fail(`--only takes a list of ${Object.keys(benches).join(', ')}; "${name}" is none of them`);
  return { name, run };
});
const size = {
  ...(values.apps === undefined ? {} : { apps: wholeNumber('apps', 100) }),
  tables: wholeNumber('tables', 1500),
  rows: wholeNumber('rows', 1000),
  rounds: wholeNumber('rounds', 1),
};
const commitMs = wholeNumber('commit-ms', 0);
if (commitMs > 100) fail('--commit-ms takes at most 100');
if (values.tmp !== undefined && !existsSync(values.tmp)) {
  fail(`--tmp takes a directory; "${values.tmp}" does not exist`);
}
const place = choosePlace(values.tmp);

const begun = performance.now();
await printHeader();
for (const { name, run } of chosen) {
  const begunPart = performance.now();
  console.log(name);
  const cluster = await startCluster();
  try {
    printRows(await run({ cluster, startAnother: startCluster, size, log: (line) => console.log(`  ${line}`) }));
  } finally {
    await cluster.remove();
  }
  console.log(`  ${secondsSince(begunPart)} s\n`);
}
console.log(`done in ${secondsSince(begun)} s, load ${load()}`);
process.exit(0);

async function startCluster(): Promise<Bench['cluster']> {
  const cluster = await startTestCluster({
    durable: true,
    parent: place.directory,
    settings: commitSettings(commitMs),
  });
  await settleDisk(cluster);
  return cluster;
}

/** What two reports must have in common to be compared. */
async function printHeader(): Promise<void> {
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

function wholeNumber(name: 'apps' | 'tables' | 'rows' | 'rounds' | 'commit-ms', least: number): number {
  const number = Number(values[name]);
  if (!Number.isInteger(number) || number < least) fail(`--${name} takes a whole number from ${least}`);
  return number;
}

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}
