import { type Context, type Handler, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { AppshardError, asAppshardError } from '../../../shared/errors.ts';
import { bodyTooLarge, MAX_BODY_BYTES } from './input.ts';
import type { Rpc } from './platform_rpc.ts';

/** What a route finds in its context: the platform API, opened with the caller's key. */
export interface Platform {
  Variables: { rpc: Rpc };
}
export type Call = Context<Platform>;

/** How requests are authenticated, and where errors are reported. */
export interface RouterDependencies {
  /** Opens the platform API for one request. Throws when the request lacks the required key. */
  openPlatform: (request: Request) => Promise<Rpc>;
  /** Logs an error that is not the caller's fault, with its cause, which the caller does not get. */
  report: (error: AppshardError) => void;
}

/** Paths, which begin with the name of the function, and the handler of each method. */
export type Routes = Record<string, Partial<Record<'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', Handler<Platform>>>>;

/**
 * Returns a fetch handler for routes that require a key. No CORS: a browser must never hold that key, so a preflight
 * request is refused like any other request without one. The key is checked before the path, so strangers cannot probe paths.
 *
 * Paths arrive as `/functions/v1/apps/57` locally and as `/apps/57` on a hosted project.
 */
export function createRouter(
  routes: Routes,
  { openPlatform, report }: RouterDependencies,
): (request: Request) => Promise<Response> {
  const router = new Hono<Platform>({ getPath: pathOf });
  router.use(async (call, next) => {
    call.set('rpc', await openPlatform(call.req.raw));
    await next();
  });
  router.use(bodyLimit({ maxSize: MAX_BODY_BYTES, onError: () => bodyTooLarge().toResponse() }));
  for (const [path, methods] of Object.entries(routes)) {
    for (const [method, handler] of Object.entries(methods)) router.on(method, path, handler);
    router.all(path, () => methodNotAllowed(Object.keys(methods)));
  }
  router.notFound(() => routeNotFound().toResponse());
  router.onError((thrown) => {
    const error = asAppshardError(thrown);
    if (error.status >= 500) report(error);
    return error.toResponse();
  });
  return async (request) => await router.fetch(request);
}

function pathOf(request: Request): string {
  return new URL(request.url).pathname.replace(/^\/functions\/v1(?=\/)/, '').replace(/(?<=.)\/$/, '');
}

function routeNotFound(): AppshardError {
  return new AppshardError({
    status: 404,
    code: 'route_not_found',
    message: 'Cannot route the request: the function has no such path',
    hint: 'Correct the path; it begins with the name of the function.',
  });
}

function methodNotAllowed(allowed: string[]): Response {
  const response = new AppshardError({
    status: 405,
    code: 'method_not_allowed',
    message: 'Cannot route the request: the path does not support this method',
    hint: `Use ${allowed.join(', ')}.`,
  }).toResponse();
  response.headers.set('allow', allowed.join(', '));
  return response;
}
