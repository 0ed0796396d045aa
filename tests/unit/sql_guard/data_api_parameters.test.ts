import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { checkSql } from '../../../shared/sql_guard/check_sql.ts';
import { DATA_API_PARAMETERS } from '../../../shared/sql_guard/data_api_parameters.ts';

const source = 'supabase/schemas/platform/functions/names/data_api_parameters.sql';
const sql = readFileSync(new URL(`../../../${source}`, import.meta.url), 'utf8');
const names = /^ {2}return '\{([a-z_,]+)\}';$/m.exec(sql)?.[1]?.split(',') ?? [];

// The database's function is the only list. After changing it, run `npm run test:unit -- data_api_parameters -u`.
it('the parse-tree wall refuses the columns that the database refuses', async () => {
  await expect(`// Generated from ${source}, the only list. After changing it, run:
// npm run test:unit -- data_api_parameters -u
export const DATA_API_PARAMETERS: readonly string[] = [${names.map((name) => `'${name}'`).join(', ')}];
`).toMatchFileSnapshot('../../../shared/sql_guard/data_api_parameters.ts');
});

it('the list has the parameters that PostgREST takes beside filters', () => {
  expect(DATA_API_PARAMETERS).toEqual(['apikey', 'columns', 'limit', 'offset', 'on_conflict', 'select']);
});

it.each([
  'create table app_57_t (id int, columns int)',
  'create table app_57_t (id int, "x.limit" int)',
  'alter table app_57_todos add column if not exists on_conflict int',
  'alter table app_57_todos rename text to "offset"',
  'alter view app_57_v rename column text to "limit"',
  'create view app_57_v as select id, text as "select" from app_57_todos',
  'create view app_57_v as select t."limit" from (select 1 as "limit") as t union select 2',
  'create view app_57_v (id, columns) as select id, text from app_57_todos',
])('a new column that the Data API cannot filter is refused: %s', async (statement) => {
  expect(await checkSql(57, statement)).toMatchObject({ ok: false, reason: 'reserved_name' });
});

it.each([
  'create table app_57_t (id int, "Limit" int, columns_2 int)',
  'alter table app_57_todos drop column columns, add constraint "limit" check (true)',
  'create view app_57_v as select count(*) as n, columns.id from app_57_todos as columns group by 2 limit 1 offset 1',
])('other uses of these words pass: %s', async (statement) => {
  expect(await checkSql(57, statement)).toMatchObject({ ok: true });
});
