// npm run bench [-- --only create_table,growth,policies,http] [--apps 300] [--tables 1] [--rows 100000] [--rounds 15]
//
// Ratios of what the shard does to the least that it could cost, measured in turns in one cluster that waits for the
// disk. Times drift on shared machines; ratios of one run can be compared. Goals are shown, and never fail the run.
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { connect } from '../stack/connect.ts';
import { startTestCluster } from '../stack/test_cluster.ts';
import { benchCreateTable } from './create_table.ts';
import { benchGrowth } from './growth.ts';
import { benchHttp } from './http.ts';
import { benchPolicies } from './policies.ts';
import { printRows, type Row } from './report.ts';
import type { Bench } from './setting.ts';

const benches: Record<string, (bench: Bench) => Promise<Row[]>> = {
  create_table: benchCreateTable,
  policies: benchPolicies,
  http: benchHttp,
  // Last: it leaves the shard full of apps.
  growth: benchGrowth,
};

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: Object.keys(benches).join() },
    /** To how many apps the shard grows, and how many tables each gets beside its profile table. */
    apps: { type: 'string', default: '300' },
    tables: { type: 'string', default: '1' },
    /** Rows of the table that the policies are measured on; a thousand for each user. */
    rows: { type: 'string', default: '100000' },
    rounds: { type: 'string', default: '15' },
  },
});
const chosen = values.only.split(',').map((name) => {
  const run = benches[name];
  if (run === undefined) fail(`--only takes a list of ${Object.keys(benches).join(', ')}; "${name}" is none of them`);
  return { name, run };
});
const size = {
  apps: count('apps', 110),
  tablesPerApp: count('tables', 0),
  rows: count('rows', 1000),
  rounds: count('rounds', 1),
};

const begun = performance.now();
console.log(`Node ${process.versions.node}, ${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), fsync on\n`);
const cluster = await startTestCluster({ durable: true });
const admin = connect(cluster.url('supabase_admin'));
try {
  for (const { name, run } of chosen) {
    // What was written before, the cluster's own files first of all, must not be flushed on a bench's time.
    await admin.unsafe('checkpoint');
    console.log(name);
    printRows(await run({ cluster, size, log: (line) => console.log(`  ${line}`) }));
    console.log();
  }
} finally {
  await admin.end();
  await cluster.remove();
}
console.log(`done in ${((performance.now() - begun) / 1000).toFixed(0)} s`);
process.exit(0);

function count(name: 'apps' | 'tables' | 'rows' | 'rounds', least: number): number {
  const number = Number(values[name]);
  if (!Number.isInteger(number) || number < least) fail(`--${name} takes a whole number from ${least}`);
  return number;
}

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}
