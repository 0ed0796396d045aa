import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isOurs } from './process.ts';
import { type Status, statusTable } from './status.ts';

/** The right to run on a state directory: one process has it at a time. */
export interface Run {
  publish(status: Status): void;
  release(): void;
}

interface Claim {
  pid?: number;
  /** Missing while it boots. */
  status?: Status;
}

const startScript = join('scripts', 'start.ts');

/**
 * Claims the directory. A claim of a process that died without releasing it counts for nothing.
 *
 * @throws when another process runs on it, saying where it serves
 */
export function claim(directory: string): Run {
  mkdirSync(directory, { recursive: true });
  const file = claimFile(directory);
  const write = (content: Claim, flag: 'w' | 'wx') => writeFileSync(file, `${JSON.stringify(content)}\n`, { flag });
  try {
    write({ pid: process.pid }, 'wx');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const { pid, status } = read(file);
    if (pid !== undefined && isOurs(pid, startScript)) {
      const where = status === undefined ? 'It is still booting.' : `${statusTable(status)}\n`;
      throw new Error(
        `Appshard runs already, as process ${pid}.\n\n${where}\nStop it with Ctrl-C there, or with: kill ${pid}`,
      );
    }
    write({ pid: process.pid }, 'w');
  }
  return {
    publish: (status) => write({ pid: process.pid, status }, 'w'),
    release: () => rmSync(file, { force: true }),
  };
}

/** Where the stack of a directory serves, or null when it does not run. */
export function findRun(directory: string): Status | null {
  const { pid, status } = read(claimFile(directory));
  return pid !== undefined && status !== undefined && isOurs(pid, startScript) ? status : null;
}

function claimFile(directory: string): string {
  return join(directory, 'running.json');
}

function read(file: string): Claim {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Claim;
  } catch {
    return {};
  }
}
