import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isOurs } from './process.ts';
import { type Status, statusTable } from './status.ts';

/** The claim of a state directory. Only one process holds it at a time. */
export interface Run {
  publish(status: Status): void;
  release(): void;
}

interface Claim {
  pid?: number;
  /** Missing while the stack starts. */
  status?: Status;
}

const startScript = join('scripts', 'start.ts');

/**
 * Claims the directory. A claim that a dead process did not release is ignored.
 *
 * @throws if another process holds the claim, with the URLs that it serves
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
      const where = status === undefined ? 'It is still starting.' : `${statusTable(status)}\n`;
      throw new Error(
        `Appshard is already running, as process ${pid}.\n\n${where}\nStop it with Ctrl-C in its terminal, or with: kill ${pid}`,
      );
    }
    write({ pid: process.pid }, 'w');
  }
  return {
    publish: (status) => write({ pid: process.pid, status }, 'w'),
    release: () => rmSync(file, { force: true }),
  };
}

/** Returns where the stack of a directory serves, or null if it is not running. */
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
