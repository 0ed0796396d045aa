import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { appsDir, migrationsDir, seedFile } from './paths.ts';
import { schemaFiles } from './schema_files.ts';

/**
 * The files that are made from the sources, by their path, with their text: one migration per domain folder, numbered in
 * the order of schema_paths, and the seed. Until the first release they are made anew each time.
 */
export function generatedFiles(): Map<string, string> {
  const domains = new Map<string, string[]>();
  for (const { name, domain, sql } of schemaFiles()) {
    const parts = domains.get(domain) ?? [];
    parts.push(`-- ${name}\n${sql.trimEnd()}\n`);
    domains.set(domain, parts);
  }
  const files = new Map<string, string>();
  [...domains].forEach(([domain, parts], index) => {
    const version = `202601010000${String(index).padStart(2, '0')}`;
    files.set(join(migrationsDir, `${version}_${domain}.sql`), parts.join('\n'));
  });
  files.set(seedFile, seedText());
  return files;
}

/** The generated files on disk that differ from a fresh build, each with what is wrong. */
export function staleFiles(): string[] {
  const fresh = generatedFiles();
  const problems: string[] = [];
  for (const [path, text] of fresh) {
    if (!existsSync(path)) problems.push(`${basename(path)} is missing`);
    else if (readFileSync(path, 'utf8') !== text) problems.push(`${basename(path)} is not what the sources make`);
  }
  for (const path of migrationsOnDisk()) {
    if (!fresh.has(path)) problems.push(`${basename(path)} is made from no source`);
  }
  return problems;
}

export function migrationsOnDisk(): string[] {
  if (!existsSync(migrationsDir)) return [];
  return readdirSync(migrationsDir)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => join(migrationsDir, name));
}

/** supabase/apps/<id>.json is the wanted state of an app; repairing an app that is not there makes it. */
function seedText(): string {
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
