import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { migrationsOnDisk } from './migrations_on_disk.ts';

// A released migration is frozen: databases have run it, so it never changes again. frozen_migrations.json lists the frozen
// migrations by name, each with a hash of the file. It is not in supabase/migrations, because the Supabase CLI complains about
// any file there that is not a migration.

export function frozenFile(supabaseDir: string): string {
  return join(supabaseDir, 'frozen_migrations.json');
}

/** Returns the SHA-256 of each frozen migration, by file name. Empty before the first release. */
export function readFrozen(supabaseDir: string): Map<string, string> {
  const file = frozenFile(supabaseDir);
  if (!existsSync(file)) return new Map();
  return new Map(Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>));
}

/** Returns what is wrong with the frozen migrations, and with those that must follow them. */
export function frozenProblems(supabaseDir: string): string[] {
  const frozen = readFrozen(supabaseDir);
  const onDisk = new Map(migrationsOnDisk(supabaseDir).map((path) => [basename(path), path]));
  const last = [...frozen.keys()].sort().at(-1) ?? '';
  const problems: string[] = [];
  for (const [name, hash] of frozen) {
    const path = onDisk.get(name);
    if (path === undefined) problems.push(`${name} is frozen but missing`);
    else if (hashOf(path) !== hash) problems.push(`${name} is frozen but was changed`);
  }
  for (const name of onDisk.keys()) {
    if (!frozen.has(name) && name < last) problems.push(`${name} would run before ${last}, which is frozen`);
  }
  return problems;
}

/** Freezes every migration on disk and returns the names of those that were not yet frozen. */
export function freeze(supabaseDir: string): string[] {
  const frozen = readFrozen(supabaseDir);
  const added = migrationsOnDisk(supabaseDir).filter((path) => !frozen.has(basename(path)));
  for (const path of added) frozen.set(basename(path), hashOf(path));
  writeFileSync(frozenFile(supabaseDir), `${JSON.stringify(Object.fromEntries(frozen), null, 2)}\n`);
  return added.map((path) => basename(path));
}

function hashOf(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}
