import postgres from 'postgres';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { applyMigrations } from '../../scripts/stack/migrate.ts';
import { connect } from '../../scripts/stack/connect.ts';
import { startTestCluster, type TestCluster } from '../../scripts/stack/test_cluster.ts';

// API-1, API-2: a server on which postgres may not set pgrst.* takes the migrations, and verify_shard says what its owner must run.

let cluster: TestCluster;
let admin: postgres.Sql;
let shard: postgres.Sql;

beforeAll(async () => {
  cluster = await startTestCluster({ template: 'hosted' });
  admin = connect(cluster.url('supabase_admin'));
  shard = connect(cluster.url());
  await admin`revoke set on parameter pgrst.db_pre_request, pgrst.openapi_mode from postgres`;
  await applyMigrations(cluster.url());
});
afterAll(async () => {
  await Promise.all([admin.end(), shard.end()]);
  await cluster.remove();
});

const findings = () =>
  shard<{ object: string; problem: string; hint: string }[]>`
  select object, problem, hint from platform.verify_shard()`;

it('a plain postgres may not set what the Data API reads', async () => {
  await expect(shard.unsafe(`alter role authenticator set pgrst.openapi_mode = 'disabled'`)).rejects
    .toMatchObject({ code: '42501' });
});

it('verify_shard reports the settings, and a superuser sets them with its hints', async () => {
  const missing = await findings();
  expect(missing.map(({ object, problem }) => [object, problem])).toEqual([
    ['pgrst.db_pre_request', 'data_api_setting_missing'],
    ['pgrst.openapi_mode', 'data_api_setting_missing'],
  ]);
  for (const { hint } of missing) await admin.unsafe(hint.split('"')[1] ?? '');
  expect(await findings()).toEqual([]);
});

it('verify_shard reports pg_graphql, which lists the tables of all apps', async () => {
  await admin`update pg_extension set extname = 'pg_graphql' where extname = 'uuid-ossp'`;
  expect(await findings()).toEqual([
    { object: 'pg_graphql', problem: 'extension_lists_apps', hint: 'Run "drop extension pg_graphql;".' },
  ]);
  await admin.unsafe('drop extension pg_graphql');
  expect(await findings()).toEqual([]);
});
