import type postgres from 'postgres';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { bodies } from '../../scripts/bench/memory_bodies.ts';
import { measurePeak } from '../../scripts/bench/peak_memory.ts';
import { type Callers, startCallers } from './callers.ts';

// SQL-24: a value that the code of an app builds in a loop does not take the memory of the machine.

vi.setConfig({ testTimeout: 120_000 });

const app = 57;
/** The forms need at most 353 MB, and without their limit more than endAtMegabytes. */
const limitMegabytes = 450;
const endAtMegabytes = 1024;

let callers: Callers;
beforeAll(async () => {
  callers = await startCallers([app]);
});
afterAll(() => callers.remove());

async function exec(sql: postgres.Sql, text: string): Promise<string> {
  const [row] = await sql<{ answer: { code?: string; details?: string; message?: string } }[]>`
    select platform.exec_sql(${app}, ${text}) #- '{results,0,rows}' as answer`;
  const { code, details, message } = row?.answer ?? {};
  return code === undefined ? 'done' : `${code} ${details === 'sql_error' ? message : details}`;
}

it.each(Object.entries(bodies))('a function that takes memory by %s stays small', async (_, body) => {
  for (const signature of ['app_57_m()', 'app_57_m(int)', 'app_57_m(text)', 'app_57_n()']) {
    await exec(callers.admin, `drop function if exists ${signature}`);
  }
  expect(await exec(callers.admin, body)).toBe('done');
  const { megabytes, end } = await measurePeak(callers.cluster, callers.admin, endAtMegabytes, async (sql) => {
    await sql.unsafe('set role service_role');
    return exec(sql, 'select app_57_m() is null');
  });
  expect(end).toMatch(/^(?:57014 (?:result_too_large|timed_out)|54000 result_too_large|54001 |done)/);
  expect(megabytes).toBeLessThan(limitMegabytes);
});

it('a function builds a text of a megabyte from ten pieces, and an array of a thousand numbers', async () => {
  expect(
    await exec(
      callers.admin,
      `create function app_57_builds() returns int language plpgsql as $$
        declare v text := ''; a text[] := '{}';
        begin
          for n in 1..10 loop v := v || repeat('x', 100000); end loop; for n in 1..1000 loop a := a || n::text; end loop;
          return length(v) + cardinality(a);
        end $$; select app_57_builds()`,
    ),
  ).toBe('done');
});
