import { join, relative } from 'node:path';
import { errorLine } from '../cli/command.ts';
import { runDemo } from '../demo/run_demo.ts';
import { choosePort } from '../stack/ports.ts';
import { stateDir } from '../stack/paths.ts';
import { stopOrphan } from '../stack/postgres.ts';
import { claim, type Run } from '../stack/running.ts';
import { removeDatabase, type Stack, startStack } from '../stack/stack.ts';
import { statusTable } from '../stack/status.ts';

export interface ServeOptions {
  /** Deletes the data first. */
  reset?: boolean | undefined;
  demo: boolean;
  /** Default: the usual port, or a free one near it. */
  port?: number | undefined;
  dbPort?: number | undefined;
}

let stack: Stack | undefined;
let run: Run | undefined;
let stopping = false;

/** Starts the shard in the state directory, runs the demo and serves until a signal. */
export async function serve(options: ServeOptions): Promise<void> {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void shutDown(0));
  try {
    await boot(options);
  } catch (error) {
    console.error(`\n${errorLine(error)}`);
    await shutDown(1);
  }
}

async function boot(options: ServeOptions): Promise<void> {
  const begun = performance.now();
  run = claim(stateDir);
  await stopOrphan(join(stateDir, 'data'));
  if (options.reset) removeDatabase(stateDir);
  const port = await choosePort('--port', options.port, 54321);
  const databasePort = await choosePort('--db-port', options.dbPort, 54322);
  console.log('Starting Appshard\n');
  stack = await startStack({
    directory: stateDir,
    port,
    databasePort,
    onStep: (what, milliseconds) => console.log(`  ${what.padEnd(40)} ${seconds(milliseconds)}`),
  });
  const mails = relative(process.cwd(), stack.mailFile);
  const status = { url: stack.url, databasePort, functions: stack.functions.names, mails };
  run.publish(status);
  void stack.cluster.exited.then((reason) => {
    if (stopping) return;
    console.error(`\nPostgreSQL has stopped (${reason}). Read .appshard/postgres.log.`);
    void shutDown(1);
  });
  console.log(`\nReady in ${seconds(performance.now() - begun)}\n`);
  if (options.demo) await runDemoOn(stack);
  console.log(statusTable(status));
  for (const warning of stack.warnings) console.warn(`\nWarning: ${warning}`);
  console.log('\nServing until Ctrl-C. The data is kept in .appshard/; `npm start -- --reset` deletes it first.');
}

/** Runs the demo. If it fails, the stack keeps serving, so that the failure can be examined. */
async function runDemoOn({ url, keys }: Stack): Promise<void> {
  try {
    await runDemo({ url, publishableKey: keys.publishableKey, secretKey: keys.secretKey }, console.log);
  } catch (error) {
    process.exitCode = 1;
    console.error(`\nTHE DEMO FAILED: ${errorLine(error)}\n`);
  }
}

async function shutDown(code: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  if (stack !== undefined) {
    console.log('\nStopping');
    await stack.stop();
  }
  run?.release();
  // A signal during startup exits with 130; the parts that have started stop with this process.
  process.exit(code === 0 ? (stack === undefined ? 130 : process.exitCode) : code);
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
