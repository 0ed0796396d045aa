import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { lineDifference } from './line_difference.ts';
import { migrationsOnDisk } from './migrations_on_disk.ts';
import { schemaFiles } from './schema_files.ts';
import { differenceComment, reachedFiles, sectionHeader, unwritten } from './sections.ts';
import { type FunctionSignature, functionsIn, haveSameStatements, isReplaceable, triggersIn } from './sql_objects.ts';

/** Brings apps and the guard up to date with a release. It runs again at the end of every migration. */
const upgradeFile = 'supabase/schemas/sandbox/upgrade.sql';

/**
 * Writes the migration from the state that the migrations on disk reach to the schema files. Returns its path, or null if there
 * is no difference.
 */
export function writeDifference(supabaseDir: string, name: string, now: Date): string | null {
  const migrations = migrationsOnDisk(supabaseDir);
  const before = reachedFiles(migrations.map((path) => readFileSync(path, 'utf8')));
  const after = new Map(schemaFiles(supabaseDir).map((file) => [file.name, file.sql.trimEnd()]));
  const text = difference(before, after);
  if (text === null) return null;
  const last = basename(migrations.at(-1) ?? '').slice(0, 14);
  const path = join(supabaseDir, 'migrations', `${nextVersion(last, now)}_${name}.sql`);
  if (existsSync(path)) throw new Error(`Cannot write ${path}: the file exists`);
  writeFileSync(path, text);
  return path;
}

const preamble =
  `-- Written by \`npm run db:diff\`. Each section brings one file of supabase/schemas to its new state. Write the
-- statements of the sections marked "by hand", and leave the others unchanged.
set check_function_bodies = off;
-- While a statement waits for a lock, every later request for that lock waits behind it.
set lock_timeout = '5s';`;

/** Returns the migration between two states of the schema files, each in an order in which they can be created. */
export function difference(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string | null {
  const changed = [...after].filter(([file, text]) => before.get(file) !== text && file !== upgradeFile);
  const removed = [...before].filter(([file]) => !after.has(file)).reverse();
  if (changed.length === 0 && removed.length === 0 && before.get(upgradeFile) === after.get(upgradeFile)) return null;

  const old = functionsOf(before);
  const now = functionsOf(after);
  const [functionFiles, otherFiles] = [removed.filter(isFunction), removed.filter((file) => !isFunction(file))];
  const parts = [
    preamble,
    dropsFirst(old, now),
    ...changed.map(([file, text]) => changedPart(file, before.get(file), text)),
    ...functionFiles.map(([file, text]) => removedFunctions(file, text, now)),
    ...otherFiles.map(([file, text]) =>
      [
        sectionHeader(file, 'removed'),
        differenceComment(text.split('\n').map((line) => ({ sign: '-', line }))),
        '',
        unwritten(file),
      ].join('\n')
    ),
    upgradePart(after.get(upgradeFile)),
  ];
  return parts.filter((part) => part !== '').join('\n\n') + '\n';
}

function upgradePart(text: string | undefined): string {
  return text === undefined ? '' : `${sectionHeader(upgradeFile, 'verbatim')}\n${text}`;
}

/** A function's file is complete and can run again. A new file of another kind has no earlier state. */
function changedPart(file: string, before: string | undefined, after: string): string {
  if (before === undefined || isFunction([file])) return `${sectionHeader(file, 'verbatim')}\n${after}`;
  const comment = `${sectionHeader(file, 'by hand')}\n${differenceComment(lineDifference(before, after))}`;
  return haveSameStatements(before, after) ? comment : `${comment}\n\n${unwritten(file)}`;
}

/** Drops the functions that `create or replace` would refuse, or would keep as an overload beside the new one. */
function dropsFirst(old: Functions, now: Functions): string {
  const names = new Set([...now.values()].map(({ name }) => name));
  const drops = [...old].filter(([key, before]) => {
    const after = now.get(key);
    return after === undefined ? names.has(before.name) : !isReplaceable(before, after);
  });
  if (drops.length === 0) return '';
  return ['-- Their arguments or results change.', ...drops.map(([key]) => `drop function if exists ${key};`)].join(
    '\n',
  );
}

function removedFunctions(file: string, text: string, now: Functions): string {
  const names = new Set([...now.values()].map(({ name }) => name));
  const gone = functionsIn(text).filter(({ name }) => !names.has(name));
  const triggers = gone.length === 0 ? [] : triggersIn(text);
  return [
    sectionHeader(file, 'removed'),
    ...triggers.map(({ name, table }) => `drop trigger if exists ${name} on ${table};`),
    ...gone.map((one) => `drop function if exists ${keyOf(one)};`),
  ].join('\n');
}

/** Functions, by name and arguments. */
type Functions = Map<string, FunctionSignature>;

function functionsOf(files: ReadonlyMap<string, string>): Functions {
  return new Map(
    [...files].filter(isFunction).flatMap(([, text]) => functionsIn(text).map((one) => [keyOf(one), one])),
  );
}

function keyOf(one: FunctionSignature): string {
  return `${one.name}(${one.arguments})`;
}

function isFunction([file]: readonly string[]): boolean {
  return file?.includes('/functions/') ?? false;
}

/** Returns the time as the Supabase CLI writes it, but always later than the last migration's. */
function nextVersion(last: string, now: Date): string {
  const time = now.toISOString().replace(/\D/g, '').slice(0, 14);
  return time > last ? time : String(Number(last) + 1);
}
