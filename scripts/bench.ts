// npm run bench [-- --only guard,exec_sql] [--apps 1000] [--tables 3000] [--rows 100000] [--rounds 15]
//
// Ratios of what the shard does to the least that it could cost, measured in turns in a cluster that waits for the disk;
// each part has one of its own. What they mean, and what came out: docs/performance.md. Times drift on shared machines; ratios of one run can be compared. Goals are shown, and never fail the run.
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { startTestCluster } from './stack/test_cluster.ts';
import { benchCreateApp } from './bench/create_app.ts';
import { benchCreateTable } from './bench/create_table.ts';
import { benchExecSql } from './bench/exec_sql.ts';
import { benchGuard } from './bench/guard.ts';
import { benchHttp } from './bench/http.ts';
import { benchPolicies } from './bench/policies.ts';
import { printRows, type Row } from './bench/report.ts';
import type { Bench } from './bench/setting.ts';
import { settleDisk } from './bench/shard.ts';
import { benchTableGrowth } from './bench/table_growth.ts';

const benches: Record<string, (bench: Bench) => Promise<Row[]>> = {
  create_table: benchCreateTable,
  policies: benchPolicies,
  guard: benchGuard,
  exec_sql: benchExecSql,
  http: benchHttp,
  create_app: benchCreateApp,
  table_growth: benchTableGrowth,
};

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: Object.keys(benches).join() },
    /** To how many apps the shard of create_app grows, and to how many tables that of table_growth. */
    apps: { type: 'string', default: '1000' },
    tables: { type: 'string', default: '3000' },
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
  apps: count('apps', 400),
  tables: count('tables', 1500),
  rows: count('rows', 1000),
  rounds: count('rounds', 1),
};

const begun = performance.now();
console.log(`Node ${process.versions.node}, ${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), fsync on\n`);
for (const { name, run } of chosen) {
  console.log(name);
  const cluster = await startTestCluster({ durable: true });
  try {
    await settleDisk(cluster);
    printRows(await run({ cluster, size, log: (line) => console.log(`  ${line}`) }));
  } finally {
    await cluster.remove();
  }
  console.log();
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
