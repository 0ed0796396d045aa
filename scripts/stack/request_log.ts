import { AsyncLocalStorage } from 'node:async_hooks';
import { appendFileSync } from 'node:fs';
import { format } from 'node:util';

/**
 * Supabase Lite prints every error that it returns. The client already has that error, and the terminal is for the stack, so
 * whatever is printed during a request goes to a file, and also to the code that serves the request.
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

/** Serves a request and returns the response with everything printed meanwhile. */
export async function watchErrors(serve: () => Promise<Response>): Promise<{ response: Response; errors: unknown[] }> {
  const errors: unknown[] = [];
  return { response: await printed.run(errors, serve), errors };
}
