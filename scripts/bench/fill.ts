import { connect } from '../stack/connect.ts';
import type { Cluster } from '../stack/postgres.ts';
import type { Bench } from './setting.ts';
import { connectPlatform, createApp, ddlOf, only, settleDisk } from './shard.ts';
import { notes } from './specs.ts';

/** The relations that the planner and the checks read on every call. */
const catalogs = [
  'pg_class',
  'pg_attribute',
  'pg_attrdef',
  'pg_index',
  'pg_constraint',
  'pg_depend',
  'pg_shdepend',
  'pg_policy',
  'pg_trigger',
  'pg_type',
  'pg_authid',
  'pg_auth_members',
  'pg_proc',
  'pg_description',
  'platform.apps',
  'platform.app_tables',
];

/** Creates apps through the platform, in two sessions at a time, until the shard has the given number. */
export async function fillWithApps({ cluster, log }: Bench, target: number): Promise<void> {
  const begun = performance.now();
  let left = target - (await countsOf(cluster)).apps;
  if (left > 500) log(`creating ${left} apps`);
  await inTwoSessions(async () => {
    while (left > 0) {
      // A session caches every table that it has created and becomes slow, so each creates only a hundred apps.
      const platform = await connectPlatform(cluster);
      for (let created = 0; created < 100 && left > 0; created++) {
        left--;
        await createApp(platform);
        if (left % 1000 === 0 && left > 0) log(`${left} to go, ${((performance.now() - begun) / 1000).toFixed(0)} s`);
      }
      await platform.end();
    }
  });
  await tidy(cluster);
}

/**
 * Creates tables in apps of 200 until the shard has the given number. The DDL is sent raw and the tables are registered, so that
 * 50,000 tables take only minutes. One app is verified, because the results mean nothing unless the tables are exactly those
 * that create_table creates.
 */
export async function fillWithTables({ cluster, log }: Bench, target: number): Promise<void> {
  const begun = performance.now();
  await inShard(cluster, `update platform.shards set table_capacity = ${target + 10_000} where is_local`);
  let left = target - (await countsOf(cluster)).tables;
  if (left > 2000) log(`creating ${left} tables`);
  let first: number | undefined;
  await inTwoSessions(async () => {
    while (left > 0) {
      const count = Math.min(left - 1, 199);
      const before = left;
      left -= count + 1;
      const appId = await fillApp(cluster, count);
      first ??= appId;
      if (Math.floor(before / 10_000) !== Math.floor(left / 10_000) && left > 0) {
        log(`${left} to go, ${((performance.now() - begun) / 1000).toFixed(0)} s`);
      }
    }
  });
  if (first !== undefined) await verify(cluster, first);
  await tidy(cluster);
}

/** Creates an app with the given number of tables besides its profile table. */
async function fillApp(cluster: Cluster, count: number): Promise<number> {
  const platform = await connectPlatform(cluster);
  const appId = await createApp(platform);
  await platform.end();
  const owner = connect(cluster.url());
  try {
    for (let done = 0; done < count; done += 50) {
      const specs = Array.from({ length: Math.min(50, count - done) }, (_, index) => notes(`notes_${done + index}`));
      const ddl = await ddlOf(cluster, appId, specs);
      await owner`select sandbox.run_as_app(${appId}, ${ddl})`;
      await owner`
        insert into platform.app_tables (app_id, name, scope, display_name)
        select ${appId}, spec ->> 'name', spec ->> 'scope', spec ->> 'name' from jsonb_array_elements(${
        owner.json(specs)
      }::jsonb) as spec`;
    }
    await owner`update platform.shards set table_count = table_count + ${count} where is_local`;
    return appId;
  } finally {
    await owner.end();
  }
}

async function verify(cluster: Cluster, appId: number): Promise<void> {
  const sql = connect(cluster.url());
  const findings = await sql`select object, problem from platform.verify_app(${appId})`;
  await sql.end();
  if (findings.length > 0) {
    throw new Error(`Cannot measure: the tables differ from those of create_table: ${JSON.stringify(findings[0])}`);
  }
}

/** Does what autovacuum does on a shard that grew slowly. */
async function tidy(cluster: Cluster): Promise<void> {
  await inShard(cluster, `vacuum (analyze) ${catalogs.join(', ')}`);
  await settleDisk(cluster);
}

async function inShard(cluster: Cluster, statement: string): Promise<void> {
  const admin = connect(cluster.url('supabase_admin'));
  await admin.unsafe(statement);
  await admin.end();
}

async function countsOf(cluster: Cluster): Promise<{ apps: number; tables: number }> {
  const platform = await connectPlatform(cluster);
  const rows = await platform<{ apps: number; tables: number }[]>`
    select app_count as apps, table_count as tables from platform.shards where is_local`;
  await platform.end();
  return only(rows);
}

/** Runs the work in two sessions: with two cores, a third would only wait. */
async function inTwoSessions(work: () => Promise<void>): Promise<void> {
  await Promise.all([work(), work()]);
}
