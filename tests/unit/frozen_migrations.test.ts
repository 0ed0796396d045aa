import { loadModule, parseSync } from '@libpg-query/parser';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { writeDifference } from '../../scripts/migrations/difference.ts';
import { freeze, frozenProblems } from '../../scripts/migrations/frozen.ts';
import { migrationProblems, strayMigrations, writeGeneratedFiles } from '../../scripts/migrations/generated_files.ts';
import { schemaFiles } from '../../scripts/migrations/schema_files.ts';
import { supabaseDir } from '../../scripts/stack/paths.ts';

await loadModule();

let root: string;
const path = (...parts: string[]) => join(root, ...parts);
const table = 'schemas/platform/tables/greetings.sql';
const released = '20260101000000_platform.sql';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'appshard-frozen-'));
  mkdirSync(path('schemas/platform/tables'), { recursive: true });
  writeFileSync(path('config.toml'), '[db.migrations]\nschema_paths = ["./schemas/platform/tables/*.sql"]\n');
  writeFileSync(path(table), 'create table platform.greetings (name text);\n');
  writeGeneratedFiles(root);
});
afterEach(() => rmSync(root, { recursive: true }));

function migrations(): string[] {
  return readdirSync(path('migrations')).sort();
}

it('before a release the migrations are generated again after each change', () => {
  appendFileSync(path(table), 'comment on table platform.greetings is $$x$$;\n');
  expect(migrationProblems(root)).toEqual([`${released} differs from its sources: run \`npm run db:build\``]);
  writeGeneratedFiles(root);
  expect(migrationProblems(root)).toEqual([]);
});

it('a migration that no source generates is told, and not deleted', () => {
  writeFileSync(path('migrations/20260101000001_mine.sql'), 'select 1;\n');
  writeGeneratedFiles(root);
  expect(strayMigrations(root).map((file) => basename(file))).toEqual(['20260101000001_mine.sql']);
  expect(migrationProblems(root)).toEqual(['20260101000001_mine.sql is not generated from any source']);
  expect(migrations()).toEqual([released, '20260101000001_mine.sql']);
});

it('a frozen migration is not generated again', () => {
  const before = readFileSync(path('migrations', released), 'utf8');
  expect(freeze(root)).toEqual([released]);
  expect(freeze(root)).toEqual([]);
  appendFileSync(path(table), 'comment on table platform.greetings is $$x$$;\n');
  expect(writeGeneratedFiles(root).map((file) => basename(file.path))).toEqual(['seed.sql']);
  expect(readFileSync(path('migrations', released), 'utf8')).toBe(before);
  expect(migrationProblems(root)).toEqual([
    `supabase/${table} differs from what the migrations build: run \`npm run db:diff -- <name>\``,
  ]);
});

it('a frozen migration that was changed or removed is told', () => {
  freeze(root);
  appendFileSync(path('migrations', released), '-- One more line.\n');
  expect(frozenProblems(root)).toEqual([`${released} is frozen but was changed`]);
  rmSync(path('migrations', released));
  expect(frozenProblems(root)).toEqual([`${released} is frozen but missing`]);
});

it('no migration comes before a frozen one', () => {
  freeze(root);
  writeFileSync(path('migrations/20251231000000_early.sql'), 'select 1;\n');
  expect(frozenProblems(root)).toEqual([`20251231000000_early.sql would run before ${released}, which is frozen`]);
});

it('a difference is named by the time, and always comes last', () => {
  freeze(root);
  writeFileSync(path(table), 'create table platform.greetings (name text, loud boolean);\n');
  const later = new Date('2031-02-03T04:05:06Z');
  expect(basename(writeDifference(root, 'louder', later) ?? '')).toBe('20310203040506_louder.sql');
  expect(writeDifference(root, 'again', later)).toBeNull();
  writeFileSync(path(table), 'create table platform.greetings (name text, loud integer);\n');
  expect(basename(writeDifference(root, 'loudest', new Date('2030-01-01T00:00:00Z')) ?? '')).toBe(
    '20310203040507_loudest.sql',
  );
  expect(migrations()).toEqual([released, '20310203040506_louder.sql', '20310203040507_loudest.sql']);
  expect(existsSync(path('frozen_migrations.json'))).toBe(true);
});

// A migration has the files of functions verbatim, so they must run where the function exists.
it('every file of a function can run again', () => {
  const files = schemaFiles(supabaseDir).filter(({ name }) => name.includes('/functions/'));
  const once = files.flatMap(({ name, sql }) =>
    (parseSync(sql).stmts ?? []).flatMap(({ stmt }: { stmt?: unknown }) =>
      Object.entries(stmt as Record<string, { replace?: boolean }>)
        .filter(([kind, { replace }]) => !repeatable.has(kind) && replace !== true)
        .map(([kind]) => `${name}: ${kind}`)
    )
  );
  expect(once).toEqual([]);
});

const repeatable = new Set(['CommentStmt', 'GrantStmt', 'AlterFunctionStmt', 'AlterOwnerStmt', 'VariableSetStmt']);
