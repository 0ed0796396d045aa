import { join } from 'node:path';
import type { DefaultPrivileges } from './hosted.ts';
import { freePort } from './ports.ts';
import { type Cluster, startCluster } from './postgres.ts';
import { copyTemplate, type TemplateKind } from './template.ts';
import { makeTestDirectory, removeTestDirectory } from './test_directory.ts';

export interface TestCluster extends Cluster {
  /** Starts the server again on the same data and port, after stop() or kill(). */
  restart(): Promise<void>;
  /** Stops the server and deletes its data. */
  remove(): Promise<void>;
}

export interface TestClusterOptions {
  /** Default: `shard`, with the migrations applied. */
  template?: TemplateKind;
  defaults?: DefaultPrivileges;
  /** True for tests that kill the server. All others need not wait for the disk. */
  durable?: boolean;
  settings?: Readonly<Record<string, string>>;
  /** The directory for its data. Default: the system's temporary directory. */
  parent?: string;
}

/** Starts a cluster for one test or one worker, in a temporary directory, on a free port. */
export async function startTestCluster(options: TestClusterOptions = {}): Promise<TestCluster> {
  const directory = await makeTestDirectory(options.parent);
  const dataDir = join(directory, 'data');
  const { template = 'shard', defaults = 'old', durable = false, settings = {} } = options;
  const start = (port: number) => startCluster({ dataDir, port, durable, settings });
  try {
    await copyTemplate(template, defaults, dataDir);
    let current = await startOnFreePort(start);
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
        current = await start(current.port);
      },
      remove: () => removeTestDirectory(directory),
    };
  } catch (error) {
    await removeTestDirectory(directory);
    throw error;
  }
}

async function startOnFreePort(start: (port: number) => Promise<Cluster>): Promise<Cluster> {
  for (let attempt = 1;; attempt++) {
    try {
      return await start(await freePort());
    } catch (error) {
      // Another process took the free port first.
      if (attempt === 5 || !String(error).includes('Address already in use')) throw error;
    }
  }
}
