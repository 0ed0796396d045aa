import { afterAll, beforeAll, expect, it } from 'vitest';
import { DATA_API_PARAMETERS } from '../../shared/sql_guard/data_api_parameters.ts';
import { untilServed } from '../../scripts/stack/client.ts';
import { connect } from '../../scripts/stack/connect.ts';
import { newApp } from '../support/apps.ts';
import { callPlatform, project, secretClient } from '../support/project.ts';

// SPEC-3: what the Data API does with a filter on a column that has the name of a parameter. The tables are made past the platform,
// which refuses such columns.

const OTHERS = ['order', 'and', 'or', 'Limit', 'column', 'position', 'x.limit'];
const names = [...DATA_API_PARAMETERS, ...OTHERS];
const admin = connect(project().databaseUrls.supabaseAdmin);
const table = (name: string) => `probe_parameter_${names.indexOf(name)}`;

beforeAll(async () => {
  for (const name of names) {
    const made = `public.${table(name)}`;
    await admin.unsafe(`create table ${made} (id int primary key, "${name}" int)`);
    await admin.unsafe(`grant select, insert, delete on ${made} to service_role`);
  }
  await untilServed(secretClient(), table('x.limit'));
});

afterAll(async () => {
  for (const name of names) await admin.unsafe(`drop table public.${table(name)}`);
  await admin.end();
});

/** Deletes one of two rows by a filter on the column, and returns which rows are left, or that the request failed. */
async function leftAfterDelete(name: string): Promise<string> {
  await admin.unsafe(`truncate public.${table(name)}; insert into public.${table(name)} values (1, 5), (2, 6)`);
  // Without .select(), a filter on "select" fails; with it, supabase-js replaces the filter.
  const { error } = await secretClient().from(table(name)).delete().gt('id', 0).eq(name, 5).select('id');
  const rows = await admin.unsafe(`select id from public.${table(name)} order by id`);
  return error === null ? rows.map(({ id }) => String(id)).join() : `failed, ${rows.length} left`;
}

it.each(DATA_API_PARAMETERS)('a filter on the column %s is ignored: delete() takes every row', async (name) => {
  expect(await leftAfterDelete(name)).toBe('');
});

it.each(['Limit', 'column', 'position'])('a filter on the column %s is applied', async (name) => {
  expect(await leftAfterDelete(name)).toBe('2');
});

// PostgREST reads "x.limit" as the limit of an embedded table and ignores it in delete(); the local gateway refuses it.
it.each(['order', 'and', 'or', 'x.limit'])('a filter on the column %s fails and deletes nothing', async (name) => {
  expect(await leftAfterDelete(name)).toBe('failed, 2 left');
});

it.each(DATA_API_PARAMETERS)('an app cannot get a column %s, by a spec or by SQL', async (name) => {
  const app = await newApp([{ name: 'todos', columns: [{ name: 'text', type: 'text' }] }]);
  const column = { name, type: 'integer' };
  await expect(callPlatform('create_table', { app_id: app, spec: { name: 'views', columns: [column] } })).rejects
    .toMatchObject({
      code: '22023',
      details: 'reserved_name',
    });
  const sql = `alter table app_${app}_todos add column "${name}" int`;
  const { data, error } = await secretClient().schema('platform').rpc('exec_sql', { app_id: app, sql });
  expect({ data, error }).toMatchObject({ data: null, error: { code: '42939', details: 'reserved_name' } });
});
