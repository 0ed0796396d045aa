import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { frozenProblems, readFrozen } from './frozen.ts';
import { migrationsOnDisk } from './migrations_on_disk.ts';
import { schemaFiles } from './schema_files.ts';
import { reachedFiles, sectionHeader, unwrittenFiles } from './sections.ts';

/**
 * The files that are generated from the sources, by their path, with their text: the seed and, until the first release
 * freezes them, one migration per domain folder, numbered in the order of schema_paths.
 */
export function generatedFiles(supabaseDir: string): Map<string, string> {
  const files = readFrozen(supabaseDir).size === 0 ? domainMigrations(supabaseDir) : new Map<string, string>();
  files.set(join(supabaseDir, 'seed.sql'), seedText(join(supabaseDir, 'apps')));
  return files;
}

/** Writes the generated files that are not up to date. Returns all of them, and whether each had to be written. */
export function writeGeneratedFiles(supabaseDir: string): { path: string; written: boolean }[] {
  return [...generatedFiles(supabaseDir)].map(([path, text]) => {
    const written = !existsSync(path) || readFileSync(path, 'utf8') !== text;
    mkdirSync(dirname(path), { recursive: true });
    if (written) writeFileSync(path, text);
    return { path, written };
  });
}

/** What is wrong with the generated files and the migrations on disk. None of it needs a database. */
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
  return [...problems, ...strayMigrations(supabaseDir).map((path) => `${basename(path)} is generated from no source`)];
}

/** Before the first release every migration is generated. Nothing deletes one that is not. */
export function strayMigrations(supabaseDir: string): string[] {
  if (readFrozen(supabaseDir).size > 0) return [];
  const fresh = generatedFiles(supabaseDir);
  return migrationsOnDisk(supabaseDir).filter((path) => !fresh.has(path));
}

/** The schema files whose text the migrations do not reach. */
export function changedFiles(supabaseDir: string): string[] {
  const reached = reachedFiles(migrationsOnDisk(supabaseDir).map((path) => readFileSync(path, 'utf8')));
  const now = new Map(schemaFiles(supabaseDir).map(({ name, sql }) => [name, sql.trimEnd()]));
  return [...new Set([...now.keys(), ...reached.keys()])].filter((name) => now.get(name) !== reached.get(name));
}

function laterProblems(supabaseDir: string): string[] {
  const unwritten = migrationsOnDisk(supabaseDir).flatMap((path) =>
    unwrittenFiles(readFileSync(path, 'utf8')).map((file) => `${basename(path)} does not say yet how ${file} changes`)
  );
  const changed = changedFiles(supabaseDir).map((name) =>
    `${name} is not what the migrations reach: run \`npm run db:diff -- <name>\``
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

/** supabase/apps/<id>.json is the desired state of an app. Repairing an app that does not exist creates it. */
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
  return ['-- The well-known apps. Made from supabase/apps/*.json by `npm run db:build`: do not edit.\n', ...calls]
    .join('\n');
}
