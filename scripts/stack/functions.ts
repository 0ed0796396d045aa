import { type ChildProcess, spawn } from 'node:child_process';
import { appendFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { denoBinary, denoEnvironment } from './deno.ts';
import type { LocalKeys } from './keys.ts';
import { projectRoot } from './paths.ts';
import { stopProcess } from './process.ts';

export interface Functions {
  /** Where the functions answer, without a trailing slash. */
  origin: string;
  names: string[];
  pid: number;
  stop(): Promise<void>;
}

export interface FunctionsOptions {
  /** The URL of the whole project, which the functions call back. */
  projectUrl: string;
  databaseUrl: string;
  keys: LocalKeys;
  logFile: string;
  /** What the functions find in their environment beside what a project sets. */
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
    // In a worktree, node_modules may be a link.
    `--allow-read=${projectRoot},${realpathSync(join(projectRoot, 'node_modules'))}`,
    `--config=${join(projectRoot, 'deno.json')}`,
    main,
  ], {
    cwd: projectRoot,
    env: { ...process.env, ...denoEnvironment, ...functionEnvironment(options), ...options.environment },
    // Its own process group: Ctrl-C must reach the stack alone, which stops its parts in order. Its input is a pipe
    // that closes with this process, however that ends, and then it ends too.
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

/** The first line says where it listens; everything else is the functions' log. */
function firstLine(child: ChildProcess, logFile: string): Promise<{ port: number; functions: string[] }> {
  const { stdout, stderr } = child;
  if (stdout === null || stderr === null) throw new Error('The functions have no output');
  let said = '';
  const log = (line: string) => {
    said += `${line}\n`;
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
      if (!started) reject(new Error(`The functions did not start (exit ${code ?? signal}):\n${said.trim()}`));
    });
  });
}
