import { execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { release, stopAtExit } from './at_exit.ts';
import { postgresBinaries } from './binaries.ts';
import { commandLine, isOurs, stopProcess } from './process.ts';
import { asServerUser, serverUser } from './server_user.ts';

/** The password of every role that can log in: the server listens only on the loopback interface. */
const databasePassword = 'postgres';

/** A PostgreSQL server on one data directory. */
export interface Cluster {
  dataDir: string;
  port: number;
  pid: number;
  /** Resolves with the reason when the server has stopped, whether requested or not. */
  exited: Promise<string>;
  /** Returns the connection string of a role, `postgres` by default. */
  url(role?: string, database?: string): string;
  /** A fast shutdown: sessions are ended and everything is written. */
  stop(): Promise<void>;
  /** kill -9, like a crash. */
  kill(): Promise<void>;
}

export interface ClusterOptions {
  dataDir: string;
  port: number;
  /** The file to which the server's messages are appended. */
  logFile?: string;
  /** False for a database that can be rebuilt: it does not wait for the disk. */
  durable?: boolean;
  settings?: Readonly<Record<string, string>>;
}

export function databaseUrl(port: number, role = 'postgres', database = 'postgres'): string {
  return `postgres://${role}:${databasePassword}@127.0.0.1:${port}/${database}`;
}

export function isInitialised(dataDir: string): boolean {
  return existsSync(join(dataDir, 'PG_VERSION'));
}

/** Runs initdb with the superuser of hosted Supabase and a collation that is the same on every machine. */
export function initCluster(dataDir: string): void {
  const { initdb } = postgresBinaries();
  mkdirSync(dataDir, { recursive: true });
  chmodSync(dataDir, 0o700);
  if (serverUser !== null) chownSync(dataDir, serverUser.uid, serverUser.gid);
  const passwordFile = join(dataDir, '..', `.password-${process.pid}`);
  writeFileSync(passwordFile, `${databasePassword}\n`, { mode: 0o644 });
  const run = asServerUser(
    initdb,
    [
      `--pgdata=${dataDir}`,
      '--username=supabase_admin',
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--no-instructions',
      '--no-sync',
    ],
    dataDir,
    passwordFile,
  );
  try {
    execFileSync(run.command, run.args, { ...run.options, cwd: '/', stdio: ['ignore', 'ignore', 'pipe'] });
  } catch (error) {
    rmSync(dataDir, { recursive: true, force: true });
    throw new Error(`Cannot initialise PostgreSQL in ${dataDir}: ${errorOutput(error)}`);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

/** Starts the server and waits until it accepts connections, even after an earlier server crashed. */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  await stopOrphan(options.dataDir);
  for (let attempt = 1;; attempt++) {
    try {
      return await launch(options);
    } catch (error) {
      // Sessions of a killed server may take a moment to notice that it is gone.
      if (attempt === 20 || !/pre-existing shared memory block|"postmaster.pid" already exists/.test(String(error))) {
        throw error;
      }
      await sleep(500);
    }
  }
}

async function launch(options: ClusterOptions): Promise<Cluster> {
  const { dataDir, port } = options;
  const logFile = options.logFile ?? join(dataDir, '..', 'postgres.log');
  const settings: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    // TCP only: the path of a socket may have at most 107 bytes, and a project's directory can be longer.
    unix_socket_directories: '',
    max_connections: '200',
    shared_buffers: '128MB',
    shared_preload_libraries: 'pg_stat_statements',
    wal_level: 'logical',
    timezone: 'UTC',
    log_timezone: 'UTC',
    jit: 'off',
    ...(options.durable === false ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } : {}),
    ...options.settings,
  };
  const args = ['-D', dataDir, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
  const run = asServerUser(postgresBinaries().postgres, args, dataDir);
  const log = openSync(logFile, 'a');
  // It has its own process group: Ctrl-C in a terminal must reach only the stack, which then stops its parts in order.
  const child = spawn(run.command, run.args, { ...run.options, cwd: '/', detached: true, stdio: ['ignore', log, log] });
  closeSync(log);
  child.unref();
  // A fast shutdown, which the server completes after this process has ended.
  if (child.pid !== undefined) stopAtExit(child.pid, 'SIGINT');
  const exit: { reason?: string } = {};
  const exited = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(exit.reason = error.message));
    child.once('exit', (code, signal) => {
      if (child.pid !== undefined) release(child.pid);
      resolve(exit.reason ??= `exit ${code ?? signal}`);
    });
  });
  const pid = await waitUntilReady(dataDir, child.pid, exit, logFile);
  return {
    dataDir,
    port,
    pid,
    exited,
    url: (role, database) => databaseUrl(port, role, database),
    stop: () => stopServer(pid),
    kill: () => stopProcess(pid, [{ signal: 'SIGKILL', waitMs: 5_000 }]),
  };
}

async function waitUntilReady(
  dataDir: string,
  pid: number | undefined,
  exit: { reason?: string },
  logFile: string,
): Promise<number> {
  // Recovery after a crash takes long if there are many tables.
  const deadline = Date.now() + 120_000;
  for (;;) {
    if (exit.reason !== undefined) {
      throw new Error(`PostgreSQL did not start (${exit.reason}). The last lines of ${logFile}:\n${tail(logFile, 8)}`);
    }
    const lock = postmaster(dataDir);
    if (lock?.pid === pid && lock?.status === 'ready') return lock.pid;
    if (Date.now() > deadline) throw new Error(`PostgreSQL was not ready after 120 s. Read ${logFile}.`);
    await sleep(15);
  }
}

function stopServer(pid: number): Promise<void> {
  return stopProcess(pid, [
    { signal: 'SIGINT', waitMs: 15_000 },
    { signal: 'SIGQUIT', waitMs: 5_000 },
    { signal: 'SIGKILL', waitMs: 5_000 },
  ]);
}

/**
 * Stops a server that an earlier run left running on this directory. If the pid in the lock file now belongs to another program,
 * the lock file is removed, because PostgreSQL would mistake that program for its own. PostgreSQL itself recognises a dead pid,
 * and then also checks that no session of that server remains.
 */
export async function stopOrphan(dataDir: string): Promise<boolean> {
  const owner = postmaster(dataDir);
  if (owner === null) return false;
  if (isOurs(owner.pid, dataDir)) {
    await stopServer(owner.pid);
    return true;
  }
  if (commandLine(owner.pid) !== null) rmSync(join(dataDir, 'postmaster.pid'), { force: true });
  return false;
}

function postmaster(dataDir: string): { pid: number; status: string } | null {
  try {
    const lines = readFileSync(join(dataDir, 'postmaster.pid'), 'utf8').split('\n');
    const pid = Number(lines[0]);
    return Number.isInteger(pid) && pid > 0 ? { pid, status: (lines[7] ?? '').trim() } : null;
  } catch {
    return null;
  }
}

function tail(file: string, lines: number): string {
  try {
    return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
  } catch {
    return '(no log)';
  }
}

function errorOutput(error: unknown): string {
  const stderr = (error as { stderr?: Buffer }).stderr?.toString().trim();
  return stderr ? stderr : String(error);
}
