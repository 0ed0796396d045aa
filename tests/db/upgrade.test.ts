import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import type postgres from 'postgres';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { writeDifference } from '../../scripts/migrations/difference.ts';
import { migrationProblems } from '../../scripts/migrations/generated_files.ts';
import { unwritten } from '../../scripts/migrations/sections.ts';
import { compareFingerprints, type Fingerprint, readFingerprint } from '../../scripts/schema_check/fingerprint.ts';
import { connect } from '../../scripts/stack/connect.ts';
import { applyMigrations, applySchemas } from '../../scripts/stack/migrate.ts';
import { startTestCluster, type TestCluster } from '../../scripts/stack/test_cluster.ts';
import {
  countFunction,
  noteFunction,
  notesTable,
  type ReleasedProject,
  releaseFunction,
  releaseProject,
  removeProject,
} from './release_fixture.ts';

// A database with live apps goes from one release to the next by the migration that `npm run db:diff` writes, and is then
// what a fresh database is.

const appsTable = 'schemas/platform/tables/apps.sql';
const executors = 'schemas/sandbox/functions/factories/executor_bodies.sql';
const addedFunction = 'schemas/platform/functions/registry/list_notes.sql';

let project: ReleasedProject;
let live: TestCluster;
let sql: postgres.Sql;
let appIds: string[];
let stateBefore: unknown;

beforeAll(async () => {
  project = releaseProject();
  live = await startTestCluster({ template: 'hosted' });
  await applyMigrations(live.url(), project.root);
  sql = connect(live.url());
  appIds = [await liveApp('Lists'), await liveApp('Notes')];
  stateBefore = await stateOf(appIds);
}, 180_000);

afterAll(async () => {
  await sql.end();
  await live.remove();
  removeProject(project);
});

/** An app with a member who has a row in its table. */
async function liveApp(name: string): Promise<string> {
  const tables = sql.json([{ name: 'todos', columns: [{ name: 'text', type: 'text' }] }]);
  const [app] = await sql<{ id: string }[]>`select platform.create_app(${name}, tables => ${tables}) ->> 'id' as id`;
  const id = app?.id ?? '';
  const userId = randomUUID();
  await sql`
    insert into auth.users (id, email, raw_user_meta_data, raw_app_meta_data, created_at, updated_at)
    values (${userId}, ${`${userId}@example.com`}, ${sql.json({ app_id: id })}, '{}', now(), now())`;
  await sql`insert into ${sql(`app_${id}_todos`)} (user_id, text) values (${userId}, ${`of ${name}`})`;
  await sql`insert into platform.release_notes (app_id, body) values (${id}, ${`body of ${name}`})`;
  return id;
}

/** What an upgrade must keep: rows, profiles, members, the registry. */
async function stateOf(ids: string[]): Promise<unknown> {
  const state: unknown[] = [];
  for (const id of ids) {
    state.push(await sql`select * from ${sql(`app_${id}_todos`)} order by id`);
    state.push(await sql`select * from ${sql(`app_${id}_users`)} order by id`);
    state.push(await sql`select * from platform.app_members where app_id = ${id} order by user_id`);
    state.push(await sql`select name, scope, baseline from platform.app_tables where app_id = ${id} order by name`);
    state.push(await sql`select name, status, created_at from platform.apps where id = ${id}`);
    state.push(await sql`select id, body from platform.release_notes where app_id = ${id} order by id`);
  }
  return state;
}

async function findingsOf(id: string): Promise<unknown[]> {
  return [...await sql`select object, problem from platform.verify_app(${id})`];
}

/** The next release: tables that have rows, functions of every kind of change, and the executors of the apps. */
function changeSchemas(): void {
  project.replace(appsTable, '  deleted_at timestamptz,\n', '  deleted_at timestamptz,\n  motto text,\n');
  project.replace(
    notesTable,
    '  draft text,\n  body text not null\n',
    "  body text not null,\n  author text not null default 'us'\n",
  );
  project.write(
    noteFunction,
    releaseFunction(
      "note_release(app_id bigint, prefix text default '')",
      'note_release',
      'jsonb',
      'to_jsonb(prefix || app_id)',
    ),
  );
  project.remove(countFunction);
  project.write(addedFunction, releaseFunction('list_notes(app_id bigint)', 'list_notes', 'bigint', '2'));
  project.replace(executors, '  v_row record;\n', '  v_row record; -- of the next release\n');
}

async function fingerprintOf(cluster: TestCluster): Promise<Fingerprint> {
  const admin = connect(cluster.url('supabase_admin'));
  try {
    return await readFingerprint(admin);
  } finally {
    await admin.end();
  }
}

async function fingerprintOfFresh(build: (url: string) => Promise<void>): Promise<Fingerprint> {
  const cluster = await startTestCluster({ template: 'hosted' });
  try {
    await build(cluster.url());
    return await fingerprintOf(cluster);
  } finally {
    await cluster.remove();
  }
}

/** Without the apps and what they left in the tables of the platform. */
function withoutApps(fingerprint: Fingerprint): Fingerprint {
  const ofApps = /\bapp_\d+_|\bapp_\d+\b|^rows of (auth|public)\./;
  const registry = [
    'apps',
    'app_members',
    'app_tables',
    'audit_log',
    'release_notes',
    'schema_changes',
    'shards',
  ].map((name) => `rows of platform.${name}`);
  return new Map([...fingerprint].filter(([key]) => !ofApps.test(key) && !registry.includes(key)));
}

it('a live database is upgraded to what a fresh one is, and its apps lose nothing', { timeout: 300_000 }, async () => {
  expect(migrationProblems(project.supabaseDir)).toEqual([]);
  changeSchemas();
  expect(migrationProblems(project.supabaseDir).map((problem) => problem.split(' ')[0]).sort()).toEqual(
    [appsTable, executors, addedFunction, countFunction, noteFunction, notesTable].map((file) => `supabase/${file}`)
      .sort(),
  );

  const path = writeDifference(project.supabaseDir, 'next_release', new Date()) ?? '';
  await expect(applyMigrations(live.url(), project.root)).rejects.toThrow(/the change of \S+ is not written/);
  const apps = `supabase/${appsTable}`;
  const notes = `supabase/${notesTable}`;
  expect(migrationProblems(project.supabaseDir)).toEqual([
    expect.stringContaining(`lacks the statements that change ${apps}`),
    expect.stringContaining(`lacks the statements that change ${notes}`),
  ]);
  writeFileSync(
    path,
    readFileSync(path, 'utf8')
      .replace(unwritten(apps), 'alter table platform.apps add column motto text;')
      .replace(
        unwritten(notes),
        "alter table platform.release_notes drop column draft, add column author text not null default 'us';",
      ),
  );
  expect(migrationProblems(project.supabaseDir)).toEqual([]);
  expect(writeDifference(project.supabaseDir, 'nothing_more', new Date())).toBeNull();

  await applyMigrations(live.url(), project.root);
  expect(await stateOf(appIds)).toEqual(stateBefore);
  for (const id of appIds) expect(await findingsOf(id)).toEqual([]);
  expect(await sql`select platform.note_release(57) as note`).toEqual([{ note: '57' }]);

  const upgraded = await fingerprintOf(live);
  const migrated = await fingerprintOfFresh((url) => applyMigrations(url, project.root));
  const built = await fingerprintOfFresh((url) => applySchemas(url, project.supabaseDir));
  const schemas = { name: 'schemas', fingerprint: built };
  expect(compareFingerprints(schemas, { name: 'migrations', fingerprint: migrated })).toEqual([]);
  expect(
    compareFingerprints(
      { name: 'fresh', fingerprint: withoutApps(migrated) },
      { name: 'upgraded', fingerprint: withoutApps(upgraded) },
    ),
  ).toEqual([]);
  expect(await liveApp('After the upgrade').then(findingsOf)).toEqual([]);
});
