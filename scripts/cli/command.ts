import { Command, CommanderError, type CommandUnknownOpts } from '@commander-js/extra-typings';
import { inspect } from 'node:util';

/** A failure that the user can do something about: the message says what went wrong, the hint what to do. */
export class CommandFailure extends Error {
  override name = 'CommandFailure';

  constructor(message: string, readonly hint: string) {
    super(message);
  }
}

/**
 * A command of package.json. `--help` prints its usage; a wrong option or argument prints what is wrong and the usage,
 * and ends with exit code 2.
 *
 * @param name as it is typed: `npm run db:diff --`
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
 * Parses the command line and runs the command's action. An error ends the process with exit code 1 and one line, or
 * with its stack where the environment has DEBUG.
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

/** The message and the hint of an error. PostgreSQL's errors and those of Appshard have a hint. */
export function errorLine(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = unreachable(error);
  if (cause !== null) {
    return `Cannot connect: ${cause}. Start the shard with \`npm start\`, or name the one that you mean (see --help).`;
  }
  const hint = 'hint' in error && typeof error.hint === 'string' ? error.hint : '';
  return hint === '' ? error.message : `${error.message.replace(/\.$/, '')}. ${hint}`;
}

/** What a failed connection says. fetch has it as the cause of its error, and Node as the errors of several addresses. */
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
