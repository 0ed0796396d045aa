import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { frozenProblems, readFrozen } from './frozen.ts';
import { migrationsOnDisk } from './migrations_on_disk.ts';
import { schemaFiles } from './schema_files.ts';
import { reachedFiles, sectionHeader, unwrittenFiles } from './sections.ts';

/**
 * Returns the content of each file that is generated from the sources, by path: the seed and, until the first release freezes
 * them, one migration per domain folder, numbered in the order of schema_paths.
 */
export function generatedFiles(supabaseDir: string): Map<string, string> {
  const files = readFrozen(supabaseDir).size === 0 ? domainMigrations(supabaseDir) : new Map<string, string>();
  files.set(join(supabaseDir, 'seed.sql'), seedText(join(supabaseDir, 'apps')));
  return files;
}

/** Writes the generated files that are out of date. Returns all generated files, and whether each had to be written. */
export function writeGeneratedFiles(supabaseDir: string): { path: string; written: boolean }[] {
  return [...generatedFiles(supabaseDir)].map(([path, text]) => {
    const written = !existsSync(path) || readFileSync(path, 'utf8') !== text;
    mkdirSync(dirname(path), { recursive: true });
    if (written) writeFileSync(path, text);
    return { path, written };
  });
}

/** Returns what is wrong with the generated files and the migrations on disk. It needs no database. */
export function migrationProblems(supabaseDir: string): string[] {
  const fresh = generatedFiles(supabaseDir);
  const problems = frozenProblems(supabaseDir);
  for (const [path, text] of fresh) {
    if (!existsSync(path)) problems.push(`${basename(path)} is missing: run \`npm run db:build\``);
    else if (readFileSync(path, 'utf8') !== text) {
      problems.push(`${basename(path)} differs from its sources: run \`npm run db:build\``);
    }
  }
  if (readFrozen(supabaseDir).size > 0) return [...problems, ...laterProblems(supabaseDir)];
  return [
    ...problems,
    ...strayMigrations(supabaseDir).map((path) => `${basename(path)} is not generated from any source`),
  ];
}

/** Returns the migrations that are not generated, although all are before the first release. Nothing deletes them. */
export function strayMigrations(supabaseDir: string): string[] {
  if (readFrozen(supabaseDir).size > 0) return [];
  const fresh = generatedFiles(supabaseDir);
  return migrationsOnDisk(supabaseDir).filter((path) => !fresh.has(path));
}

/** Returns the schema files that differ from the state that the migrations reach. */
export function changedFiles(supabaseDir: string): string[] {
  const reached = reachedFiles(migrationsOnDisk(supabaseDir).map((path) => readFileSync(path, 'utf8')));
  const now = new Map(schemaFiles(supabaseDir).map(({ name, sql }) => [name, sql.trimEnd()]));
  return [...new Set([...now.keys(), ...reached.keys()])].filter((name) => now.get(name) !== reached.get(name));
}

function laterProblems(supabaseDir: string): string[] {
  const unwritten = migrationsOnDisk(supabaseDir).flatMap((path) =>
    unwrittenFiles(readFileSync(path, 'utf8')).map((file) =>
      `${basename(path)} lacks the statements that change ${file}`
    )
  );
  const changed = changedFiles(supabaseDir).map((name) =>
    `${name} differs from what the migrations build: run \`npm run db:diff -- <name>\``
  );
  return [...unwritten, ...changed];
}

function domainMigrations(supabaseDir: string): Map<string, string> {
  const domains = new Map<string, string[]>();
  for (const { name, domain, sql } of schemaFiles(supabaseDir)) {
    const parts = domains.get(domain) ?? [];
    parts.push(`${sectionHeader(name, 'verbatim')}\n${sql.trimEnd()}\n`);
    domains.set(domain, parts);
  }
  const files = new Map<string, string>();
  [...domains].forEach(([domain, parts], index) => {
    const version = `202601010000${String(index).padStart(2, '0')}`;
    files.set(join(supabaseDir, 'migrations', `${version}_${domain}.sql`), parts.join('\n'));
  });
  return files;
}

/** Returns the seed. supabase/apps/<id>.json is the desired state of an app; repairing a missing app creates it. */
function seedText(appsDir: string): string {
  const apps = existsSync(appsDir)
    ? readdirSync(appsDir)
      .map((name) => /^(\d+)\.json$/.exec(name)?.[1])
      .filter((id) => id !== undefined)
      .sort((a, b) => Number(a) - Number(b))
    : [];
  const calls = apps.map((id) => {
    const desired = JSON.parse(readFileSync(join(appsDir, `${id}.json`), 'utf8')) as unknown;
    return `select platform.repair_app(${id}, $json$\n${JSON.stringify(desired, null, 2)}\n$json$::jsonb);\n`;
  });
  return ['-- The well-known apps. Generated from supabase/apps/*.json by `npm run db:build`: do not edit.\n', ...calls]
    .join('\n');
}
