import { type ChildProcess, spawn } from 'node:child_process';
import { appendFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { denoBinary, denoEnvironment } from './deno.ts';
import type { LocalKeys } from './keys.ts';
import { projectRoot } from './paths.ts';
import { stopProcess } from './process.ts';

export interface Functions {
  /** The URL at which the functions listen, without a trailing slash. */
  origin: string;
  names: string[];
  pid: number;
  stop(): Promise<void>;
}

export interface FunctionsOptions {
  /** The URL of the whole project, which the functions call. */
  projectUrl: string;
  databaseUrl: string;
  keys: LocalKeys;
  logFile: string;
  /** Environment variables in addition to those that a project sets. */
  environment?: Readonly<Record<string, string>>;
}

/** Starts one Deno process that serves all of supabase/functions. */
export async function startFunctions(options: FunctionsOptions): Promise<Functions> {
  const main = join(projectRoot, 'scripts', 'stack', 'functions_main.ts');
  const child = spawn(denoBinary(), [
    'run',
    '--quiet',
    '--no-remote',
    '--no-lock',
    '--unstable-no-legacy-abort',
    '--allow-net=127.0.0.1',
    '--allow-env',
    // node_modules may be a symbolic link.
    `--allow-read=${projectRoot},${realpathSync(join(projectRoot, 'node_modules'))}`,
    `--config=${join(projectRoot, 'deno.json')}`,
    main,
  ], {
    cwd: projectRoot,
    env: { ...process.env, ...denoEnvironment, ...functionEnvironment(options), ...options.environment },
    // It has its own process group: Ctrl-C must reach only the stack, which stops its parts in order. Its input is a pipe
    // that closes when this process ends for any reason, and then it exits, too.
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const { port, functions } = await firstLine(child, options.logFile);
  const pid = child.pid ?? 0;
  return {
    origin: `http://127.0.0.1:${port}`,
    names: functions,
    pid,
    stop: () => stopProcess(pid, [{ signal: 'SIGTERM', waitMs: 3_000 }, { signal: 'SIGKILL', waitMs: 3_000 }]),
  };
}

function functionEnvironment({ projectUrl, databaseUrl, keys }: FunctionsOptions): Record<string, string> {
  const key = { kty: 'oct', alg: 'HS256', k: Buffer.from(keys.jwtSecret).toString('base64url') };
  return {
    SUPABASE_URL: projectUrl,
    SUPABASE_DB_URL: databaseUrl,
    SUPABASE_PUBLISHABLE_KEYS: JSON.stringify({ default: keys.publishableKey }),
    SUPABASE_SECRET_KEYS: JSON.stringify({ default: keys.secretKey }),
    SUPABASE_JWKS: JSON.stringify({ keys: [key] }),
    APPSHARD_SIGNING_KEY: JSON.stringify(key),
  };
}

/** Reads the port and the functions from the first line. Everything else goes to the functions' log. */
function firstLine(child: ChildProcess, logFile: string): Promise<{ port: number; functions: string[] }> {
  const { stdout, stderr } = child;
  if (stdout === null || stderr === null) throw new Error('Cannot start the functions: their output is not a pipe');
  let output = '';
  const log = (line: string) => {
    output += `${line}\n`;
    appendFileSync(logFile, `${line}\n`);
  };
  createInterface({ input: stderr }).on('line', log);
  return new Promise((resolve, reject) => {
    let started = false;
    createInterface({ input: stdout }).on('line', (line) => {
      if (started) return log(line);
      started = true;
      resolve(JSON.parse(line) as { port: number; functions: string[] });
    });
    child.once('error', (error) => reject(new Error(`Cannot start Deno: ${error.message}`)));
    child.once('exit', (code, signal) => {
      if (!started) reject(new Error(`The functions did not start (exit ${code ?? signal}):\n${output.trim()}`));
    });
  });
}
