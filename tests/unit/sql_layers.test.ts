import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { expect, it } from 'vitest';
import { type FunctionFile, functionFile, readLevels, wrongCalls } from './sql_layers.ts';
import { projectRoot, supabaseDir } from '../../scripts/stack/paths.ts';

const schemas = join(supabaseDir, 'schemas');
const paths = readdirSync(schemas, { recursive: true, encoding: 'utf8' })
  .map((path) => path.split(sep).join('/'))
  .filter((path) => path.includes('/functions/') && path.endsWith('.sql'));
const files = paths
  .map((path) => functionFile(path, readFileSync(join(schemas, path), 'utf8')))
  .filter((file): file is FunctionFile => file !== null);
const levels = readLevels(readFileSync(join(projectRoot, 'docs', 'architecture.md'), 'utf8'));

it('docs/architecture.md gives every folder of functions a level', () => {
  expect([...new Set(files.map(({ folder }) => folder))].filter((folder) => !levels.has(folder))).toEqual([]);
});

it('docs/architecture.md gives no level to a folder that does not exist', () => {
  const folders = new Set(files.map(({ folder }) => folder));
  expect([...levels.keys()].filter((folder) => !folders.has(folder))).toEqual([]);
});

it('a function calls functions of its own folder and of lower levels only', () => {
  expect(files.length).toBeGreaterThan(250);
  expect(files.length).toBe(paths.length);
  expect(wrongCalls(files, levels)).toEqual([]);
});

it('a call that goes up or sideways is found', () => {
  const file = (path: string, sql: string) => {
    const found = functionFile(path, sql);
    if (found === null) throw new Error(`${path} is no function file`);
    return found;
  };
  const tree = [
    file('platform/functions/names/app_role.sql', "perform sandbox.lex('x'); -- calls platform.audit()"),
    file('platform/functions/registry/audit.sql', 'create or replace function platform.audit() platform.app_role(1)'),
    file('platform/functions/registry/lock_app.sql', 'platform.audit ()'),
    file('platform/functions/spec/sql_type.sql', "format('select platform.audit(%L)', 'it''s -- no comment')"),
    file('sandbox/functions/lexer/lex.sql', '/* platform.create_app( */ platform.sql_type(); platform.unknown()'),
    file('public/functions/exec_sql.sql', 'sandbox.lex(); public.exec_sql()'),
  ];
  const picture =
    'level 3  public\nlevel 2  sandbox/lexer\nlevel 1  platform/registry\n          platform/spec\nlevel 0  platform/names\n';
  expect(wrongCalls(tree, readLevels(picture))).toEqual([
    'platform/functions/names/app_role.sql (level 0, platform/names) calls ' +
    'sandbox/functions/lexer/lex.sql (level 2, sandbox/lexer)',
    'platform/functions/spec/sql_type.sql (level 1, platform/spec) calls ' +
    'platform/functions/registry/audit.sql (level 1, platform/registry)',
  ]);
});
