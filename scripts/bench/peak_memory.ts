import { readFileSync } from 'node:fs';
import type postgres from 'postgres';
import { connect } from '../stack/connect.ts';
import type { Cluster } from '../stack/postgres.ts';

/** How much memory the session of a call needed, and how the call ended. */
export interface Peak {
  megabytes: number;
  /** 'done' or what the work returned, or the error. */
  end: string;
}

/**
 * Runs a call in a new session and returns the peak of the session's resident memory (VmHWM), shared buffers included. A session
 * that needs more than `endAtMegabytes` is ended, so that no call takes the machine.
 */
export async function measurePeak(
  cluster: Pick<Cluster, 'url'>,
  admin: postgres.Sql,
  endAtMegabytes: number,
  work: (sql: postgres.Sql) => Promise<string>,
): Promise<Peak> {
  const sql = connect(cluster.url('authenticator'));
  const [row] = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`;
  const pid = row?.pid ?? 0;
  let megabytes = 0;
  let isEnded = false;
  const watch = setInterval(() => {
    // A timeout may end the session: what was read last before that counts.
    megabytes = Math.max(megabytes, residentMegabytes(pid, 'VmHWM'));
    if (isEnded || residentMegabytes(pid, 'VmRSS') < endAtMegabytes) return;
    isEnded = true;
    void admin`select pg_terminate_backend(${pid}::integer)`;
  }, 20);
  let end: string;
  try {
    end = await work(sql).catch((error: unknown) => describe(error));
    megabytes = Math.max(megabytes, residentMegabytes(pid, 'VmHWM'));
  } finally {
    clearInterval(watch);
    await sql.end({ timeout: 1 });
  }
  return isEnded ? { megabytes: endAtMegabytes, end: 'ended here' } : { megabytes, end };
}

function describe(error: unknown): string {
  const { code = '', detail, message = '' } = error as { code?: string; detail?: string; message?: string };
  return `${code} ${detail ?? message}`.slice(0, 60);
}

function residentMegabytes(pid: number, field: string): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}
