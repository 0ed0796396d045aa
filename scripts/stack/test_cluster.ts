import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DefaultPrivileges } from './hosted.ts';
import { freePort } from './ports.ts';
import { type Cluster, startCluster, stopOrphan } from './postgres.ts';
import { commandLine } from './process.ts';
import { copyTemplate, type TemplateKind } from './template.ts';

const prefix = 'appshard-test-';

export interface TestCluster extends Cluster {
  /** Starts the server again on the same data and port, after stop() or kill(). */
  restart(): Promise<void>;
  /** Stops the server and deletes its data. */
  remove(): Promise<void>;
}

export interface TestClusterOptions {
  template?: TemplateKind;
  defaults?: DefaultPrivileges;
  /** Tests that kill the server ask for it; all others need not wait for the disk. */
  durable?: boolean;
  settings?: Readonly<Record<string, string>>;
}

/** A cluster of its own for one test or one worker, in a temporary directory, on a free port. */
export async function startTestCluster(options: TestClusterOptions = {}): Promise<TestCluster> {
  await removeAbandoned();
  const directory = mkdtempSync(join(tmpdir(), prefix));
  chmodSync(directory, 0o755);
  writeFileSync(join(directory, 'owner'), String(process.pid));
  const dataDir = join(directory, 'data');
  await copyTemplate(options.template ?? 'shard', options.defaults ?? 'old', dataDir);
  const start = async () => {
    for (let attempt = 1;; attempt++) {
      try {
        return await startCluster({
          dataDir,
          port: cluster?.port ?? await freePort(),
          durable: options.durable ?? false,
          ...(options.settings ? { settings: options.settings } : {}),
        });
      } catch (error) {
        // Somebody else was faster on the free port.
        if (attempt === 5 || cluster !== undefined || !String(error).includes('Address already in use')) throw error;
      }
    }
  };
  let cluster: Cluster | undefined;
  cluster = await start();
  let current = cluster;
  return {
    dataDir,
    port: current.port,
    get pid() {
      return current.pid;
    },
    get exited() {
      return current.exited;
    },
    url: current.url,
    stop: () => current.stop(),
    kill: () => current.kill(),
    restart: async () => {
      current = await start();
    },
    remove: async () => {
      await stopOrphan(dataDir);
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** What test runs that were killed left behind: servers and directories whose owner is gone. */
async function removeAbandoned(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    if (!name.startsWith(prefix)) continue;
    const directory = join(tmpdir(), name);
    const owner = join(directory, 'owner');
    if (!existsSync(owner) || commandLine(Number(readFileSync(owner, 'utf8'))) !== null) continue;
    await stopOrphan(join(directory, 'data'));
    rmSync(directory, { recursive: true, force: true });
  }
}
