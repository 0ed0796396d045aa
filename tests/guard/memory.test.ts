import type postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { queries, views } from '../../scripts/bench/memory_forms.ts';
import { measurePeak } from '../../scripts/bench/peak_memory.ts';
import { type Callers, startCallers } from './callers.ts';

// SQL-18: the database session of a call stays small, whatever the call collects. npm run bench -- --only memory has all forms.

vi.setConfig({ testTimeout: 120_000 });

const app = 57;
/** The forms below need 95 MB at most, and without their limit more than endAtMegabytes. */
const limitMegabytes = 250;
const endAtMegabytes = 1024;

let callers: Callers;
beforeAll(async () => {
  callers = await startCallers([app]);
});
afterAll(() => callers.remove());

const peakOf = (work: (sql: postgres.Sql) => Promise<string>) =>
  measurePeak(callers.cluster, callers.admin, endAtMegabytes, work);

async function exec(sql: postgres.Sql, text: string): Promise<string> {
  const [row] = await sql<{ answer: { code?: string; details?: string } }[]>`
    select platform.exec_sql(${app}, ${text}) #- '{results,0,rows}' as answer`;
  return row?.answer.code === undefined ? 'done' : `${row.answer.code} ${row.answer.details}`;
}

describe('the session of a call of exec_sql', () => {
  it.each([
    'string_agg',
    'jsonb_agg',
    'array(select …)',
    'replace',
    'rpad, one string',
    'recursive doubling',
    'recursive arrays',
    'concat of concat',
    'array_to_string, wide separator',
    'array_replace',
    'a wide row',
  ])(
    'stays small when the call refuses to collect or build 900 MB with %s',
    async (form) => {
      const { megabytes, end } = await peakOf(async (sql) => {
        await sql.unsafe('set role service_role');
        return exec(sql, queries[form] as string);
      });
      expect(end).toBe('54000 result_too_large');
      expect(megabytes).toBeLessThan(limitMegabytes);
    },
  );

  it('stays small when a chain of queries names the first one 16,384 times', async () => {
    await callers.admin`select platform.exec_sql(${app}, 'create table app_57_named (id int)')`;
    const query = queries['a query planned thousands of times'] as string;
    const { megabytes, end } = await peakOf(async (sql) => {
      await sql.unsafe('set role service_role');
      return exec(sql, query.replace(' T', ' app_57_named'));
    });
    expect(end).toBe('done');
    expect(megabytes).toBeLessThan(limitMegabytes);
  });

  it('stays small when stored values are compressed to less than a hundred bytes each', async () => {
    await callers.admin`select platform.exec_sql(${app}, 'create table app_57_wide (id int primary key, s text)')`;
    const insert = `insert into app_57_wide select n, repeat('x', 7500) from generate_series(1, 100000) n`;
    await callers.admin.unsafe(insert.replace('app_57_wide', 'public.app_57_wide'));
    const { megabytes, end } = await peakOf(async (sql) => {
      await sql.unsafe('set role service_role');
      return exec(sql, `select length(string_agg(s, '')) from app_57_wide`);
    });
    expect(end).toBe('54000 result_too_large');
    expect(megabytes).toBeLessThan(limitMegabytes);
  });

  it('collects 30 MB, of many short values and of few long ones', async () => {
    const { end } = await peakOf(async (sql) => {
      await sql.unsafe('set role service_role');
      const ends = [
        await exec(sql, `select length(string_agg(repeat('x', 1000000), '')) from generate_series(1, 30)`),
        await exec(sql, `select length(string_agg('x' || n, '')) from generate_series(1, 100000) n`),
      ];
      return ends.join();
    });
    expect(end).toBe('done,done');
  });
});

it.each(['string_agg in a view', 'doubling in a view'])(
  'the session of a request stays small that reads %s',
  async (form) => {
    await callers.admin`select platform.exec_sql(${app}, ${`create or replace view app_57_many as ${views[form]}`})`;
    const { megabytes, end } = await peakOf(async (sql) => {
      await sql.unsafe('set role authenticated');
      // As PostgREST reads a relation.
      await sql.unsafe(`
      select octet_length(coalesce(json_agg(_postgrest_t), '[]')::text)
      from (select * from public.app_57_many limit 1000) as _postgrest_t`);
      return 'done';
    });
    expect(end).toBe('54000 result_too_large');
    expect(megabytes).toBeLessThan(limitMegabytes);
  },
);
