import { connect } from '../stack/connect.ts';
import type { Cluster } from '../stack/postgres.ts';
import type { Bench } from './setting.ts';
import { connectPlatform, createApp, ddlOf, only, settleDisk } from './shard.ts';
import { notes } from './specs.ts';

/** What the planner and the checks read on every call. */
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

/** Makes apps through the platform until the shard has as many, in two sessions at a time. */
export async function fillWithApps({ cluster, log }: Bench, target: number): Promise<void> {
  const begun = performance.now();
  let left = target - (await countsOf(cluster)).apps;
  if (left > 500) log(`making ${left} apps`);
  await twice(async () => {
    while (left > 0) {
      // A session remembers every table that it has made and becomes slow, so each makes a hundred apps only.
      const platform = await connectPlatform(cluster);
      for (let made = 0; made < 100 && left > 0; made++) {
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
 * Makes tables until the shard has as many, in apps of 200: their DDL is sent raw, and the registry is told, so that it takes
 * minutes for 50,000. They are what create_table makes: `npm run bench` would not be worth much otherwise, so one is verified.
 */
export async function fillWithTables({ cluster, log }: Bench, target: number): Promise<void> {
  const begun = performance.now();
  await inShard(cluster, `update platform.shards set table_capacity = ${target + 10_000} where is_local`);
  let left = target - (await countsOf(cluster)).tables;
  if (left > 2000) log(`making ${left} tables`);
  let first: number | undefined;
  await twice(async () => {
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

/** An app with that many tables beside its profile table. */
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
    throw new Error(`The tables of the bench are not as create_table makes them: ${JSON.stringify(findings[0])}`);
  }
}

/** What autovacuum does on a shard that grew slowly. */
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

/** Two cores: one more session would only wait. */
async function twice(work: () => Promise<void>): Promise<void> {
  await Promise.all([work(), work()]);
}
