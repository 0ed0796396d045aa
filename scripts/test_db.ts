// npm run test:db [-- [--db-url URL] [--defaults old|new|both] [--quiet] [part of a file's path]...]
//
// Without --db-url each pgTAP file runs in a database of its own, copied from a template. There are two clusters, one for
// each state of the default privileges that hosted projects can be in (see hosted.ts): files about grants run in both,
// the others are shared out between them, unless --defaults says otherwise. With --db-url the files run one after the
// other in that database, after supabase/tests/000_helpers.sql; each rolls back what it did.
import { existsSync } from 'node:fs';
import { relative } from 'node:path';
import { parseArgs } from 'node:util';
import { type FileResult, runPgtapFile } from './pgtap/run_file.ts';
import { findTestFiles, helpersFile } from './pgtap/test_files.ts';
import { connect } from './stack/connect.ts';
import type { DefaultPrivileges } from './stack/hosted.ts';
import { databaseTestsDir } from './stack/paths.ts';
import { runSqlFile } from './stack/sql_file.ts';
import { startTestCluster, type TestCluster } from './stack/test_cluster.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    'db-url': { type: 'string' },
    defaults: { type: 'string' },
    quiet: { type: 'boolean', default: false },
  },
});
const files = findTestFiles(positionals);
if (files.length === 0) {
  console.error(`No pgTAP file matches ${positionals.join(' ')}`);
  process.exit(1);
}

const totals = { passed: 0, failed: 0 };
if (values['db-url'] !== undefined) await runInDatabase(values['db-url']);
else await Promise.all(shares().map(([state, share]) => runInCluster(state, share)));
console.log(`\npgTAP: ${totals.passed} passed, ${totals.failed} failed`);
process.exit(totals.failed === 0 ? 0 : 1);

/** Which files run in which state. The schema itself is the same in both: `npm run db:check` proves it. */
function shares(): [DefaultPrivileges, string[]][] {
  const wanted = values.defaults;
  if (wanted === 'old' || wanted === 'new') return [[wanted, files]];
  if (wanted !== undefined && wanted !== 'both') {
    console.error('--defaults is old, new or both');
    process.exit(1);
  }
  const inBoth = (file: string) => wanted === 'both' || /^(grants|catalog)[/\\]/.test(relative(databaseTestsDir, file));
  return [
    ['old', files.filter((file, index) => inBoth(file) || index % 2 === 0)],
    ['new', files.filter((file, index) => inBoth(file) || index % 2 === 1)],
  ];
}

async function runInDatabase(url: string): Promise<void> {
  await applyHelpers(url);
  for (const file of files) report(file, '', await runPgtapFile(url, file));
}

async function runInCluster(state: DefaultPrivileges, share: string[]): Promise<void> {
  if (share.length === 0) return;
  const cluster = await startTestCluster({ defaults: state });
  try {
    await applyHelpers(cluster.url());
    for (const [index, file] of share.entries()) {
      report(file, ` [${state}]`, await runInOwnDatabase(cluster, `test_${index}`, file));
    }
  } finally {
    await cluster.remove();
  }
}

/** Databases do not contain roles: the cluster is compared before and after, so that no file relies on another's role. */
async function runInOwnDatabase(cluster: TestCluster, name: string, file: string): Promise<FileResult> {
  const admin = connect(cluster.url('supabase_admin', 'template1'));
  try {
    await admin.unsafe(`create database ${name} template postgres owner postgres`);
    const before = await roles();
    const result = await runPgtapFile(cluster.url('postgres', name), file);
    const left = [...await roles()].filter((role) => !before.has(role));
    if (left.length > 0) {
      result.problems.push(`Left roles behind: ${left.join(', ')}`);
      result.failed++;
    }
    await admin.unsafe(`drop database ${name} with (force)`);
    return result;
  } finally {
    await admin.end();
  }

  async function roles(): Promise<Set<string>> {
    const rows = await admin<{ rolname: string }[]>`select rolname from pg_catalog.pg_roles`;
    return new Set(rows.map((row) => row.rolname));
  }
}

async function applyHelpers(url: string): Promise<void> {
  if (!existsSync(helpersFile)) return;
  const sql = connect(url);
  try {
    await runSqlFile(sql, helpersFile);
  } finally {
    await sql.end();
  }
}

function report(file: string, label: string, result: FileResult): void {
  totals.passed += result.passed;
  totals.failed += result.failed;
  if (values.quiet && result.failed === 0) return;
  const verdict = result.failed === 0 ? 'ok    ' : 'FAILED';
  const count = `${result.passed + result.failed}`.padStart(3);
  console.log(`${verdict} ${count} ${relative(databaseTestsDir, file)}${label} ${result.milliseconds.toFixed(0)} ms`);
  for (const problem of result.problems) console.log(problem.replace(/^/gm, '       '));
}
