import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { readFileSync } from 'node:fs';
import { connect } from './connect.ts';
import { schemaFiles } from '../migrations/schema_files.ts';
import { projectRoot, seedFile, supabaseDir } from './paths.ts';
import { runSqlFile, runSqlText } from './sql_file.ts';

/** Builds the database from the schema files of a supabase folder, one by one. */
export async function applySchemas(url: string, directory = supabaseDir): Promise<void> {
  const sql = connect(url);
  try {
    for (const { name, sql: text } of schemaFiles(directory)) await runSqlText(sql, name, text);
  } finally {
    await sql.end();
  }
}

/** Applies the pending migrations of a project with the Supabase CLI, as its users do. */
export async function applyMigrations(url: string, root = projectRoot): Promise<void> {
  await supabaseCli(['migration', 'up', '--yes', `--remote=${url}`], root);
}

export async function applySeed(url: string): Promise<void> {
  const sql = connect(url);
  try {
    await runSqlFile(sql, seedFile);
  } finally {
    await sql.end();
  }
}

/** Runs the CLI and returns its standard output. An error contains everything that it printed. */
export function supabaseCli(args: string[], root = projectRoot): Promise<string> {
  const child = spawn(process.execPath, [cliScript(), '--workdir', root, ...args], {
    cwd: projectRoot,
    // The local server has no TLS. Without this the CLI tries TLS first and prints a warning.
    env: { PGSSLMODE: 'disable', ...process.env, SUPABASE_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let printed = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
    printed += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve(output);
      else reject(new Error(`supabase ${args[0]} ${args[1] ?? ''} failed (exit ${code}):\n${printed.trim()}`));
    });
  });
}

function cliScript(): string {
  const manifest = createRequire(import.meta.url).resolve('supabase/package.json');
  const { bin } = JSON.parse(readFileSync(manifest, 'utf8')) as { bin: string | Record<string, string> };
  const script = typeof bin === 'string' ? bin : bin['supabase'];
  if (script === undefined) {
    throw new Error('Cannot run the Supabase CLI: the package supabase has no command. Run `npm install` again.');
  }
  return join(dirname(manifest), script);
}
