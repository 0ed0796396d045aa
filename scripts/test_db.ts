// npm run test:db: runs supabase/tests/000_helpers.sql, then the pgTAP files one after the other; each is rolled back.
// Without --db-url there are two clusters, one for each state of the default privileges of hosted projects (see hosted.ts).
// Files about grants run in both; the others are divided between them, unless --defaults says otherwise.
import { Option } from '@commander-js/extra-typings';
import { existsSync } from 'node:fs';
import { relative } from 'node:path';
import type { Sql } from 'postgres';
import { databaseUrl } from './cli/arguments.ts';
import { command, CommandFailure, run } from './cli/command.ts';
import { type FileResult, runPgtapFile } from './pgtap/run_file.ts';
import { findTestFiles, helpersFile } from './pgtap/test_files.ts';
import { connect } from './stack/connect.ts';
import type { DefaultPrivileges } from './stack/hosted.ts';
import { databaseTestsDir } from './stack/paths.ts';
import { runSqlFile } from './stack/sql_file.ts';
import { startTestCluster } from './stack/test_cluster.ts';

const totals = { passed: 0, failed: 0 };

await run(
  command('npm run test:db --', 'Runs the pgTAP files in supabase/tests, each in a transaction that is rolled back.')
    .argument('[part...]', "run only the files whose path contains one of these, such as 'isolation'")
    .option('--db-url <url>', 'run them in this database instead of a new cluster', databaseUrl)
    .addOption(
      new Option(
        '--defaults <state>',
        'the default privileges of the cluster (default: the files are divided between old and new)',
      )
        .choices(['old', 'new', 'both'] as const),
    )
    .option('--quiet', 'print only the files that fail')
    .action(async (parts, options) => {
      const files = findTestFiles(parts);
      if (files.length === 0) {
        throw new CommandFailure(
          `Cannot run the tests: no pgTAP file matches ${parts.join(' ')}`,
          'List them with: ls supabase/tests/*',
        );
      }
      const report = reporter(options.quiet ?? false);
      if (options.dbUrl !== undefined) await runInDatabase(options.dbUrl, files, report);
      else {
        await Promise.all(
          shares(files, options.defaults).map(([state, share]) => runInCluster(state, share, report)),
        );
      }
      console.log(`\npgTAP: ${totals.passed} passed, ${totals.failed} failed`);
      process.exit(totals.failed === 0 ? 0 : 1);
    }),
);

/** Returns which files run in which state. The schema is the same in both, as `npm run db:check` proves. */
function shares(files: string[], wanted: DefaultPrivileges | 'both' | undefined): [DefaultPrivileges, string[]][] {
  if (wanted === 'old' || wanted === 'new') return [[wanted, files]];
  const inBoth = (file: string) => wanted === 'both' || /^(grants|catalog)[/\\]/.test(relative(databaseTestsDir, file));
  return [
    ['old', files.filter((file, index) => inBoth(file) || index % 2 === 0)],
    ['new', files.filter((file, index) => inBoth(file) || index % 2 === 1)],
  ];
}

async function runInDatabase(url: string, files: string[], report: Report): Promise<void> {
  await applyHelpers(url);
  for (const file of files) report(file, '', await runPgtapFile(url, file));
}

async function runInCluster(state: DefaultPrivileges, share: string[], report: Report): Promise<void> {
  if (share.length === 0) return;
  const cluster = await startTestCluster({ defaults: state });
  const admin = connect(cluster.url('supabase_admin'));
  try {
    await applyHelpers(cluster.url());
    let before = await objects(admin);
    for (const file of share) {
      const result = await runPgtapFile(cluster.url(), file);
      const after = await objects(admin);
      const left = [...after].filter((object) => !before.has(object)).concat(
        [...before].filter((object) => !after.has(object)),
      );
      if (left.length > 0) {
        result.problems.push(`These objects were not rolled back: ${left.join(', ')}`);
        result.failed++;
      }
      before = after;
      report(file, ` [${state}]`, result);
    }
  } finally {
    await admin.end();
    await cluster.remove();
  }
}

/** Reads the objects that a file must leave unchanged, so that no file depends on another: roles and the database's objects. */
async function objects(admin: Sql): Promise<Set<string>> {
  const rows = await admin<{ object: string }[]>`
    select 'role ' || rolname as object from pg_catalog.pg_roles
    union all select 'function ' || oid::regprocedure || ' ' || xmin from pg_catalog.pg_proc where oid >= 16384
    union all select 'relation ' || oid::regclass || ' ' || xmin from pg_catalog.pg_class where oid >= 16384 and relkind <> 't'
    union all select 'user ' || id from auth.users
    union all select 'app ' || id || ' ' || xmin from platform.apps
    union all select 'setting ' || key || ' ' || xmin from platform.settings`;
  return new Set(rows.map((row) => row.object));
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

type Report = (file: string, label: string, result: FileResult) => void;

function reporter(quiet: boolean): Report {
  return (file, label, result) => {
    totals.passed += result.passed;
    totals.failed += result.failed;
    if (quiet && result.failed === 0) return;
    const verdict = result.failed === 0 ? 'ok    ' : 'FAILED';
    const count = `${result.passed + result.failed}`.padStart(3);
    const path = relative(databaseTestsDir, file);
    console.log(`${verdict} ${count} ${path}${label} ${result.milliseconds.toFixed(0)} ms`);
    for (const problem of result.problems) console.log(problem.replace(/^/gm, '       '));
  };
}
