import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isOurs } from './process.ts';

export interface RunFacts {
  url: string;
  port: number;
  databasePort: number;
}

const startScript = join('scripts', 'start.ts');

/** The right to run on a state directory: one process has it at a time. */
export interface Run {
  publish(facts: RunFacts): void;
  release(): void;
}

/**
 * Claims the directory. A claim of a process that died without releasing it counts for nothing.
 *
 * @throws when another process runs on it, with its URL
 */
export function claim(directory: string): Run {
  mkdirSync(directory, { recursive: true });
  const file = join(directory, 'running.json');
  const write = (facts: Partial<RunFacts>, flag: 'w' | 'wx') =>
    writeFileSync(file, `${JSON.stringify({ pid: process.pid, ...facts })}\n`, { flag });
  try {
    write({}, 'wx');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const other = read(file);
    if (other.pid !== undefined && isOurs(other.pid, startScript)) {
      const where = other.url === undefined ? 'it is still booting' : `it serves ${other.url}`;
      throw new Error(
        `Appshard runs already (process ${other.pid}): ${where}.\nStop it with Ctrl-C there, or with: kill ${other.pid}`,
      );
    }
    write({}, 'w');
  }
  return {
    publish: (facts) => write(facts, 'w'),
    release: () => rmSync(file, { force: true }),
  };
}

/** The run on a directory, if one is serving. */
export function findRun(directory: string): RunFacts | null {
  const { pid, url, port, databasePort } = read(join(directory, 'running.json'));
  if (pid === undefined || !isOurs(pid, startScript)) return null;
  return url === undefined || port === undefined || databasePort === undefined ? null : { url, port, databasePort };
}

function read(file: string): { pid?: number } & Partial<RunFacts> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as { pid?: number } & Partial<RunFacts>;
  } catch {
    return {};
  }
}
