import { type Context, type Handler, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { AppshardError, asAppshardError } from '../../../shared/errors.ts';
import { bodyTooLarge, MAX_BODY_BYTES } from './input.ts';
import type { Rpc } from './platform_rpc.ts';

/** What a route finds in its context: the platform API, opened by the caller's key. */
export interface Platform {
  Variables: { rpc: Rpc };
}
export type Call = Context<Platform>;

/** How requests come in, and what is told of those that fail. */
export interface RouterDependencies {
  /** The platform API for one request; throws when the request lacks the secret key. */
  openPlatform: (request: Request) => Promise<Rpc>;
  /** Logs an error that is not the caller's fault, with its cause: the caller gets no cause. */
  report: (error: AppshardError) => void;
}

/** Paths (under the function's name) and what answers each method there. */
export type Routes = Record<string, Partial<Record<'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', Handler<Platform>>>>;

/**
 * A fetch handler for routes that need the secret key. No CORS: a browser must never hold that key, so a preflight
 * is refused like any request without one. The key is checked before the path, so a stranger learns no paths.
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
    message: 'This function has no such path',
    hint: 'Check the path; the name of the function is part of it.',
  });
}

function methodNotAllowed(allowed: string[]): Response {
  const response = new AppshardError({
    status: 405,
    code: 'method_not_allowed',
    message: 'This path does not take this method',
    hint: `Use ${allowed.join(', ')}.`,
  }).toResponse();
  response.headers.set('allow', allowed.join(', '));
  return response;
}
