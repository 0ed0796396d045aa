import { expect, it } from 'vitest';
import { difference } from '../../scripts/migrations/difference.ts';
import { reachedFiles, sectionHeader, unwrittenFiles } from '../../scripts/migrations/sections.ts';

type Files = Record<string, string>;

const functionFile = 'supabase/schemas/platform/functions/names/greet.sql';
const movedFile = 'supabase/schemas/platform/functions/spec/greet.sql';
const tableFile = 'supabase/schemas/platform/tables/greetings.sql';
const upgradeFile = 'supabase/schemas/sandbox/upgrade.sql';

function between(before: Files, after: Files): string {
  return difference(new Map(Object.entries(before)), new Map(Object.entries(after))) ?? '';
}

function greet(signature: string): string {
  return `-- greet: greets.\ncreate or replace function platform.greet(${signature}\nlanguage plpgsql\nas $$ begin return; end $$;`;
}

/** The migration without comments and empty lines. */
function statementsOf(migration: string): string[] {
  return migration.split('\n').filter((line) => line !== '' && !line.startsWith('--'));
}

it('nothing is written where nothing changed', () => {
  const files = {
    [functionFile]: greet('name text) returns void'),
    [tableFile]: 'create table platform.greetings ();',
  };
  expect(difference(new Map(Object.entries(files)), new Map(Object.entries(files)))).toBeNull();
});

it.each([
  ['an argument is added', 'name text) returns void', 'name text, loud boolean) returns void', 'text'],
  ['a type changes', 'id bigint) returns void', 'id integer) returns void', 'bigint'],
  ['a name changes', 'name text[]) returns void', 'names text[]) returns void', 'text[]'],
  ['a default goes', "name text default '') returns void", 'name text) returns void', 'text'],
  ['the result changes', 'name text) returns text', 'name text) returns setof text', 'text'],
  [
    'a column of the result changes',
    'n int) returns table (a text)',
    'n int) returns table (a text, b text)',
    'integer',
  ],
  ['a variadic argument changes', 'variadic n public.x[]) returns void', 'n public.x[]) returns void', 'public.x[]'],
])('a function is dropped before it is created again when %s', (_, before, after, dropped) => {
  const migration = between({ [functionFile]: greet(before) }, { [functionFile]: greet(after) });
  const statements = statementsOf(migration);
  const drop = statements.indexOf(`drop function if exists platform.greet(${dropped});`);
  expect(drop).toBeGreaterThan(-1);
  expect(drop).toBeLessThan(statements.findIndex((line) => line.startsWith('create or replace')));
  expect(migration).toContain(`${sectionHeader(functionFile, 'verbatim')}\n${greet(after)}\n`);
});

it.each([
  ['its body', 'name text) returns void', 'name text) returns void security definer'],
  ['a default', "name text default 'a') returns void", "name text default 'b') returns void"],
  ['a new default', 'name text) returns void', "name text default '') returns void"],
  ['how its types are written', 'n int8, b bool) returns void', 'n bigint, b boolean) returns void'],
])('a function is replaced when what changes is %s', (_, before, after) => {
  const migration = between({ [functionFile]: greet(before) }, { [functionFile]: greet(after) });
  expect(migration).toContain(greet(after));
  expect(migration).not.toContain('drop ');
});

it('a function that moves to another folder is not dropped', () => {
  const text = greet('name text) returns void');
  const migration = between({ [functionFile]: text }, { [movedFile]: text });
  expect(migration).not.toContain('drop ');
  expect(migration).toContain(sectionHeader(functionFile, 'removed'));
});

it('a function that is gone is dropped after its triggers and after what is created', () => {
  const trigger =
    'create or replace trigger greets after insert on auth.users for each row execute function platform.greet();';
  const migration = between(
    { [functionFile]: `${greet(') returns trigger')}\n${trigger}` },
    { [movedFile]: greet(') returns void').replaceAll('greet', 'part') },
  );
  expect(statementsOf(migration).slice(-2)).toEqual([
    'drop trigger if exists greets on auth.users;',
    'drop function if exists platform.greet();',
  ]);
});

it('a new table is created, and a changed or removed one waits for statements', () => {
  const text = 'create table platform.greetings (\n  name text\n);\n\ncomment on table platform.greetings is $$x$$;';
  const changed = text.replace('  name text\n', '  name text,\n\n  -- how loud\n  volume integer\n');
  expect(between({}, { [tableFile]: text })).toContain(`${sectionHeader(tableFile, 'verbatim')}\n${text}\n`);
  expect(unwrittenFiles(between({}, { [tableFile]: text }))).toEqual([]);
  const migration = between({ [tableFile]: text }, { [tableFile]: changed });
  expect(unwrittenFiles(migration)).toEqual([tableFile]);
  expect(migration).toContain(
    '-- -   name text\n-- +   name text,\n-- +\n-- +   -- how loud\n-- +   volume integer\n--   );\n--\n',
  );
  expect(unwrittenFiles(between({ [tableFile]: text }, {}))).toEqual([tableFile]);
});

it('a table whose comments change needs no statement', () => {
  const migration = between(
    { [tableFile]: '-- Old words.\ncreate table platform.greetings (name text);' },
    { [tableFile]: '-- New words.\ncreate table platform.greetings (name text);' },
  );
  expect(unwrittenFiles(migration)).toEqual([]);
  expect(migration).toContain('-- - -- Old words.\n-- + -- New words.\n');
});

it('every migration ends with the upgrade of the apps', () => {
  const upgrade = 'do $$ begin perform platform.upgrade_executors(); end $$;';
  const migration = between({ [upgradeFile]: upgrade }, {
    [upgradeFile]: upgrade,
    [functionFile]: greet(') returns void'),
  });
  expect(migration.trimEnd().endsWith(`${sectionHeader(upgradeFile, 'verbatim')}\n${upgrade}`)).toBe(true);
});

it('the migrations one after the other reach each state of the files', () => {
  const table = 'create table platform.greetings (\n\n  name text\n);';
  const states: Files[] = [
    {},
    { [tableFile]: table, [functionFile]: greet('a text) returns void') },
    { [tableFile]: table.replace('text', 'text,\n\n  loud boolean'), [functionFile]: greet('a text) returns void') },
    { [tableFile]: `-- Words.\n${table}`, [movedFile]: greet('a text, b text) returns void') },
    { [movedFile]: greet(') returns void'), [upgradeFile]: 'select 1;' },
    {},
    { [tableFile]: table },
  ];
  const migrations: string[] = [];
  for (const [index, state] of states.entries()) {
    if (index === 0) continue;
    migrations.push(between(states[index - 1] ?? {}, state));
    expect(Object.fromEntries(reachedFiles(migrations))).toEqual(state);
  }
});

it('statements below the comment of a section by hand do not count as the text of the file', () => {
  const migration = between({ [tableFile]: 'create table platform.greetings ();' }, {
    [tableFile]: 'create table platform.greetings (name text);',
  });
  const written = migration.replace(
    /^-- Replace .*\ndo .*$/m,
    '-- Nobody reads it yet.\nalter table platform.greetings add name text;',
  );
  expect(unwrittenFiles(written)).toEqual([]);
  expect(reachedFiles([written]).get(tableFile)).toBe('create table platform.greetings (name text);');
});
