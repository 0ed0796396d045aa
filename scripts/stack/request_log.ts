import { AsyncLocalStorage } from 'node:async_hooks';
import { appendFileSync } from 'node:fs';
import { format } from 'node:util';

/**
 * Supabase Lite prints every error that it answers with. The client has the answer already, and the terminal is for the
 * stack: what is printed while a request is served goes to a file, and whoever serves it can see what was printed.
 */
const printed = new AsyncLocalStorage<unknown[]>();

export function sendRequestErrorsTo(logFile: string): void {
  const print = console.error;
  console.error = (...values: unknown[]) => {
    const seen = printed.getStore();
    if (seen === undefined) return print(...values);
    seen.push(...values);
    appendFileSync(logFile, `${new Date().toISOString()} ${format(...values)}\n`);
  };
}

/** Serves a request, and gives what was printed meanwhile. */
export async function watchErrors(serve: () => Promise<Response>): Promise<{ answer: Response; errors: unknown[] }> {
  const errors: unknown[] = [];
  return { answer: await printed.run(errors, serve), errors };
}
