import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { coreShare, refusalsWithoutHint, reportOf } from '../harness/guard/folder_report.ts';
import { installExtensions, runFolder, type StatementResult } from '../harness/guard/run_folder.ts';
import { connect } from '../../scripts/stack/connect.ts';
import { projectRoot } from '../../scripts/stack/paths.ts';
import { startTestCluster, type TestCluster } from '../../scripts/stack/test_cluster.ts';

let cluster: TestCluster;
let results: StatementResult[];

beforeAll(async () => {
  cluster = await startTestCluster();
  const admin = connect(cluster.url('supabase_admin'));
  await installExtensions(admin);
  await admin.end();
  const service = connect(cluster.url(), { connection: { role: 'service_role' } });
  results = await runFolder(join(projectRoot, 'tests', 'guard', 'samples'), service);
  await service.end();
}, 180_000);

afterAll(() => cluster.remove());

test('at least 90 % of the tables, indexes, views and policies of published apps pass', () => {
  expect(results.length).toBeGreaterThan(200);
  expect(coreShare(results), reportOf(results)).toBeGreaterThanOrEqual(0.9);
});

test('every refusal has a hint that says what to do instead', () => {
  const without = refusalsWithoutHint(results).map(({ file, line, refusal }) =>
    `${file}:${line} ${refusal?.reason} ${refusal?.message}`
  );
  expect(without).toEqual([]);
});

test('the shard is sound after the apps of the samples are purged', async () => {
  const admin = connect(cluster.url('supabase_admin'));
  const findings = await admin`select * from platform.verify_shard()`;
  await admin.end();
  expect([...findings]).toEqual([]);
});
