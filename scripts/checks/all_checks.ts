import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { denoBinary, denoEnvironment } from '../stack/deno.ts';
import { migrationsOnDisk } from '../migrations/migrations_on_disk.ts';
import { supabaseDir } from '../stack/paths.ts';
import { type Check, type Counts, lastCount } from './check.ts';

/**
 * Two lanes that run concurrently, each from top to bottom: one runs servers, the other reads the sources. The tests that
 * depend on time come last, when nothing else is running.
 */
export function allChecks(reportFile: string): Check[][] {
  return [
    [
      script('schemas and migrations', 'db_check', lastCount),
      script('advisors', 'db_advisors'),
      script('pgTAP', 'test_db', lastCount, ['--quiet']),
      {
        ...packageCommand('unit, database and end-to-end tests', 'vitest', 'vitest', [
          'run',
          '--reporter=default',
          '--reporter=json',
          `--outputFile.json=${reportFile}`,
        ]),
        count: () => vitestCount(reportFile),
      },
    ],
    [
      packageCommand('SQL lint (squawk)', 'squawk-cli', 'squawk', migrationsOnDisk(supabaseDir)),
      packageCommand('TypeScript', 'typescript', 'tsc', ['--noEmit']),
      packageCommand('TypeScript of examples/todo', 'typescript', 'tsc', ['--project', 'examples/todo']),
      deno('functions: types', ['check', 'supabase/functions', 'shared', 'scripts/stack/functions_main.ts']),
      deno('functions: lint', ['lint']),
      deno('functions: format', ['fmt', '--check']),
      { ...deno('functions: tests', ['test', ...testPermissions]), count: lastCount },
    ],
  ];
}

/** The network is limited to the loopback interface, where some tests imitate the Data API. */
const testPermissions = ['--no-remote', '--allow-env', '--allow-read', '--allow-net=127.0.0.1'];

function script(name: string, file: string, count?: Check['count'], options: string[] = []): Check {
  const args = ['--import', 'tsx', `scripts/${file}.ts`, ...options];
  return { name, command: process.execPath, args, ...(count === undefined ? {} : { count }) };
}

function deno(name: string, args: string[]): Check {
  return { name, command: denoBinary(), args, env: denoEnvironment };
}

/** Runs a package's command by its file, so that nothing depends on PATH or on links in node_modules/.bin. */
function packageCommand(name: string, packageName: string, command: string, args: string[]): Check {
  const paths = createRequire(import.meta.url).resolve.paths(packageName) ?? [];
  const manifest = paths.map((path) => join(path, packageName, 'package.json')).find((path) => existsSync(path));
  if (manifest === undefined) {
    throw new Error(`Cannot find the package ${packageName}: it is not installed. Run \`npm install\`.`);
  }
  const { bin } = JSON.parse(readFileSync(manifest, 'utf8')) as { bin: string | Record<string, string> };
  const file = typeof bin === 'string' ? bin : bin[command];
  if (file === undefined) throw new Error(`Cannot run ${command}: the package ${packageName} has no such command`);
  return { name, command: process.execPath, args: [join(dirname(manifest), file), ...args] };
}

function vitestCount(reportFile: string): Counts | null {
  if (!existsSync(reportFile)) return null;
  const report = JSON.parse(readFileSync(reportFile, 'utf8')) as {
    numPassedTests: number;
    numFailedTests: number;
    testResults: { status: string; assertionResults: unknown[] }[];
  };
  // A file that cannot be loaded has no tests, so it counts as one failure.
  const broken = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0);
  return { passed: report.numPassedTests, failed: report.numFailedTests + broken.length };
}
