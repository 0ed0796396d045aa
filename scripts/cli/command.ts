import { Command, CommanderError, type CommandUnknownOpts } from '@commander-js/extra-typings';
import { inspect } from 'node:util';

/** A failure that the user can fix: the message says what went wrong, the hint says what to do. */
export class CommandFailure extends Error {
  override name = 'CommandFailure';

  constructor(message: string, readonly hint: string) {
    super(message);
  }
}

/**
 * Creates a command of package.json. `--help` prints its usage. A wrong option or argument prints the error and the usage, and
 * the exit code is 2.
 *
 * @param name the command as the user types it: `npm run db:diff --`
 */
export function command(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .helpOption('--help', 'print this usage')
    .showHelpAfterError()
    .configureOutput({
      getOutHelpWidth: () => helpWidth,
      getErrHelpWidth: () => helpWidth,
      outputError: (text, write) => write(wrapped(text)),
    })
    .exitOverride();
}

const helpWidth = 100;

function wrapped(text: string): string {
  return text.replace(new RegExp(`(.{1,${helpWidth}})(?: +|$)`, 'gm'), '$1\n').replace(/\n+$/, '\n');
}

/**
 * Parses the command line and runs the command's action. An error ends the process with exit code 1 and prints one line, or
 * the stack trace if the environment variable DEBUG is set.
 */
export async function run(program: CommandUnknownOpts): Promise<void> {
  try {
    await program.parseAsync();
  } catch (error) {
    if (error instanceof CommanderError) {
      // Commander has printed the usage.
      process.exitCode = error.exitCode === 0 ? 0 : 2;
      return;
    }
    console.error(process.env['DEBUG'] ? inspect(error) : errorLine(error));
    process.exit(1);
  }
}

/** Returns the message and the hint of an error. Errors of PostgreSQL and of Appshard can have a hint. */
export function errorLine(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = unreachable(error);
  if (cause !== null) {
    return `Cannot connect: ${cause}. Start the local shard with \`npm start\`, or name another one (see --help).`;
  }
  const hint = 'hint' in error && typeof error.hint === 'string' ? error.hint : '';
  return hint === '' ? error.message : `${error.message.replace(/\.$/, '')}. ${hint}`;
}

/** Returns why a connection failed. fetch puts it into the cause of its error, Node into one error per address. */
function unreachable(error: Error): string | null {
  const inner = error instanceof AggregateError ? error.errors : [error.cause];
  for (const candidate of [error, ...inner]) {
    if (!(candidate instanceof Error)) continue;
    const code = 'code' in candidate ? candidate.code : undefined;
    if (typeof code === 'string' && unreachableCodes.has(code)) return candidate.message || code;
    if (candidate !== error && unreachable(candidate) !== null) return unreachable(candidate);
  }
  return null;
}

const unreachableCodes = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EHOSTUNREACH', 'ETIMEDOUT', 'CONNECT_TIMEOUT']);
