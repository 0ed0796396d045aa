import { spawn } from 'node:child_process';
import { release, stopAtExit } from '../stack/at_exit.ts';
import { projectRoot } from '../stack/paths.ts';

export interface Counts {
  passed: number;
  failed: number;
}

/** One thing that `npm test` runs. */
export interface Check {
  name: string;
  command: string;
  args: string[];
  env?: Readonly<Record<string, string>>;
  /** Reads how many tests ran. Without it the command counts as one check, which passes when it exits with 0. */
  count?: (output: string) => Counts | null;
}

export interface Outcome extends Counts {
  check: Check;
  output: string;
  milliseconds: number;
}

/** A check that hangs must not block the run. */
const timeoutMs = 40 * 60_000;

/** Runs a check. A check that crashes or reports no counts has failed, whatever it printed before. */
export async function runCheck(check: Check): Promise<Outcome> {
  const begun = performance.now();
  const { code, output } = await execute(check);
  const milliseconds = performance.now() - begun;
  if (check.count === undefined) {
    return { check, output, milliseconds, passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 };
  }
  const counts = check.count(output);
  if (counts === null) {
    return {
      check,
      output: `${output}\n(exit ${code}; the output has no test counts)`,
      milliseconds,
      passed: 0,
      failed: 1,
    };
  }
  const crashed = code !== 0 && counts.failed === 0;
  return { check, output, milliseconds, passed: counts.passed, failed: counts.failed + (crashed ? 1 : 0) };
}

/** Reads the counts from the last text of the form "12 passed, 1 failed". */
export function lastCount(output: string): Counts | null {
  const last = [...output.matchAll(/(\d+) passed\b.*?(\d+) failed\b/g)].at(-1);
  return last === undefined ? null : { passed: Number(last[1]), failed: Number(last[2]) };
}

function execute({ command, args, env }: Check): Promise<{ code: number | string; output: string }> {
  const child = spawn(command, args, {
    cwd: projectRoot,
    env: { ...process.env, NO_COLOR: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: timeoutMs,
  });
  const { pid } = child;
  if (pid !== undefined) {
    stopAtExit(pid, 'SIGTERM');
    child.once('exit', () => release(pid));
  }
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
  const output = () => Buffer.concat(chunks).toString();
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: error.message, output: output() }));
    child.once('close', (code, signal) => resolve({ code: code ?? signal ?? 'unknown', output: output() }));
  });
}
