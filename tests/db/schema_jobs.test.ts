import { afterAll, beforeAll, expect, it } from 'vitest';
import { runJob } from '../../scripts/schema_jobs/run_job.ts';
import { type Shard, startShard } from './shard.ts';

// The jobs that a change of a big table leaves behind. Here a table with 100 rows is big.

const user = '00000000-0000-4000-8000-000000000001';
const unique = {
  tables: [{
    name: 'notes',
    columns: [{ name: 'title', type: 'text', unique: 'app', max_length: 20 }, { name: 'done', type: 'boolean' }],
    indexes: [{ columns: ['done'] }],
  }],
};

let shard: Shard;
beforeAll(async () => {
  shard = await startShard();
  await shard.sql`update platform.settings set value = '100' where key = 'big_table_rows'`;
  await shard.sql`insert into auth.users (id, email) values (${user}, 'ann@example.test')`;
});
afterAll(() => shard.remove());

/** Creates an app with a table of 1,000 titles. */
async function bigApp(title = "'title ' || n"): Promise<string> {
  const [app] = await shard.sql<{ id: string }[]>`
    select platform.create_app('Big', tables => '[{
      "name": "notes", "columns": [{"name": "title", "type": "text"}, {"name": "done", "type": "boolean"}]
    }]') ->> 'id' as id`;
  const id = app?.id ?? '';
  await shard.sql`select platform.add_member(${id}, ${user})`;
  await shard.sql.unsafe(
    `insert into public.app_${id}_notes (user_id, title) select '${user}', ${title} from generate_series(1, 1000) as n`,
  );
  return id;
}

async function apply(id: string): Promise<string[]> {
  const [row] = await shard.sql<{ jobs: { id: number }[] }[]>`
    select platform.apply_schema(${id}, ${JSON.stringify(unique)}::text::jsonb) -> 'jobs' as jobs`;
  return (row?.jobs ?? []).map((job) => String(job.id));
}

const planned = async (id: string) =>
  (await shard.sql<{ count: number }[]>`
    select jsonb_array_length(platform.plan_schema(${id}, ${
    JSON.stringify(unique)
  }::text::jsonb) -> 'operations') as count`)[0]?.count;

const describe = async (id: string) =>
  (await shard.sql`select platform.describe_table(${id}, 'notes') as is`)[0]?.['is'] as unknown;

it('the jobs finish a change, and a rollback undoes all of it', async () => {
  const id = await bigApp();
  const before = await describe(id);
  const jobs = await apply(id);
  expect(jobs).toHaveLength(3);
  expect(await planned(id)).toBe(0);
  for (const job of jobs) expect(await runJob(shard.sql, job)).toBe('done');
  for (const job of jobs) expect(await runJob(shard.sql, job)).toBe('taken');
  expect(await planned(id)).toBe(0);
  expect(await describe(id)).toMatchObject({
    columns: [{ name: 'title', unique: 'app', max_length: 20 }, {}],
    indexes: [{ columns: ['done'] }],
  });
  expect(
    await shard
      .sql`select conname from pg_constraint where conrelid = ${`public.app_${id}_notes`}::regclass and not convalidated`,
  ).toEqual([]);
  expect(await shard.findings()).toEqual([]);
  await shard.sql`select platform.rollback_schema_change(${id})`;
  expect(await describe(id)).toEqual(before);
});

it('a failed job records the error, does not change the role, and succeeds after the cause is removed', async () => {
  const id = await bigApp();
  const [, index] = await apply(id);
  await shard.sql.unsafe(`update public.app_${id}_notes set title = 'same' where title in ('title 7', 'title 8')`);
  expect(await runJob(shard.sql, index ?? '')).toBe('failed');
  const [failed] = await shard.sql<{ error: string }[]>`select error from platform.schema_jobs where id = ${
    index ?? ''
  }`;
  expect(failed?.error).toContain('could not create unique index');
  expect(await shard.findings()).toEqual([]);
  // The failed attempt left an invalid index, which does not prevent another attempt.
  expect(await runJob(shard.sql, index ?? '')).toBe('failed');
  await shard.sql.unsafe(`update public.app_${id}_notes set title = left(id::text, 20) where title = 'same'`);
  expect(await runJob(shard.sql, index ?? '')).toBe('done');
  expect(await describe(id)).toMatchObject({ columns: [{ unique: 'app' }, {}] });
});

it('two sessions never run the same job, and the job of a killed session can be run by another', async () => {
  const id = await bigApp();
  const [first] = await apply(id);
  const [one, two] = await shard.sessions(2);
  if (one === undefined || two === undefined || first === undefined) throw new Error('no sessions');
  await one`select platform.begin_schema_job(${first})`;
  expect(await runJob(two, first)).toBe('taken');
  const [{ pid } = { pid: 0 }] = await one<{ pid: number }[]>`select pg_backend_pid() as pid`;
  await shard.sql`select pg_terminate_backend(${pid})`;
  await expect.poll(() => runJob(two, first)).toBe('done');
  expect(await shard.findings()).toEqual([]);
});

it('a later change of the table removes its pending jobs', async () => {
  const id = await bigApp();
  await apply(id);
  await shard.sql`select platform.rollback_schema_change(${id})`;
  expect(await shard.sql`select from platform.schema_jobs where app_id = ${id}`).toEqual([]);
});

it('a row that violates the change is named before any job is queued', async () => {
  const id = await bigApp("'far longer than twenty characters ' || n");
  await expect(apply(id)).rejects.toMatchObject({ code: '23514', detail: 'limit_violated' });
  expect(await shard.sql`select from platform.schema_jobs where app_id = ${id}`).toEqual([]);
});
