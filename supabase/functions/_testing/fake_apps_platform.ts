import { AppshardError } from '../../../shared/errors.ts';
import { createHandler } from '../apps/handler.ts';

export const TODOS = { name: 'todos', columns: [{ name: 'text', type: 'text', required: true }] };
export const APP = { id: 57, name: 'Todos', tables: { users: 'app_57_users', todos: 'app_57_todos' } };

export const PROJECT = { url: 'https://example.test', publishableKey: 'sb_publishable_x' };

/** The results of the platform by function, for tests that need more than one. An Error is thrown. */
export class Answers {
  constructor(readonly byName: Readonly<Record<string, unknown>>) {}
}

/**
 * Returns the handler over a platform whose functions all return `answer`, or throw it if it is an Error. `calls` are the
 * calls that the platform receives, as they would go over the wire; `reports` are the logged errors.
 */
export function handlerOver(answer: unknown): {
  calls: unknown[];
  reports: AppshardError[];
  handler: (request: Request) => Promise<Response>;
} {
  const calls: unknown[] = [];
  const reports: AppshardError[] = [];
  const handler = createHandler({
    openPlatform: (request) => {
      if (request.headers.get('apikey') === PROJECT.publishableKey) {
        throw new AppshardError({ status: 401, code: 'secret_key_required', message: 'No', hint: 'Use it' });
      }
      return Promise.resolve((name, args) => {
        calls.push([name, JSON.parse(JSON.stringify(args))]);
        const given = answer instanceof Answers ? answer.byName[name] : answer;
        return given instanceof Error ? Promise.reject(given) : Promise.resolve(given);
      });
    },
    project: () => PROJECT,
    report: (error) => reports.push(error),
  });
  return { calls, reports, handler };
}

export interface Sent {
  method: string;
  path: string;
  body?: unknown;
  headers?: Record<string, string>;
  base?: string;
}

export function requestOf(
  { method, path, body, headers, base = 'http://127.0.0.1:54321/functions/v1' }: Sent,
): Request {
  return new Request(base + path, {
    method,
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
}
