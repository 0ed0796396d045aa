import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { z } from 'zod';
import { AppshardError, asAppshardError } from '../../../shared/errors.ts';
import { bodyTooLarge, MAX_BODY_BYTES, parse, readJson } from './input.ts';
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

type Shape = z.ZodType | undefined;
type Parsed<Of extends Shape> = Of extends z.ZodType ? z.output<Of> : undefined;

/** What a route takes and returns, in the words of `docs/openapi.json`. */
export interface RouteDescription<Query extends Shape = Shape, Body extends Shape = Shape> {
  /** What the route does, as an imperative without a period. */
  summary: string;
  /** The response without its status, in a few words of Markdown. */
  returns: string;
  /** The media type of the response, if it is not JSON. */
  mediaType?: string;
  status?: 200 | 201;
  query?: Query;
  body?: Body;
  /** What replaces an empty body. Without it, a body is required. */
  emptyBody?: Record<string, never>;
  /** How the body is read, if not by JSON.parse. */
  parser?: (text: string) => unknown;
}

export interface Route extends RouteDescription {
  handle: (call: Call) => Promise<Response>;
}

/** Paths, which begin with the name of the function, and the route of each method. */
export type Routes = Record<string, Partial<Record<'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', Route>>>;

/** Returns a route that parses its query and its body before it is handled. */
export function route<Query extends Shape = undefined, Body extends Shape = undefined>(
  description: RouteDescription<Query, Body>,
  handle: (call: Call, input: { query: Parsed<Query>; body: Parsed<Body> }) => Response | Promise<Response>,
): Route {
  const { query, body, emptyBody, parser } = description;
  return {
    ...description,
    handle: async (call) =>
      await handle(call, {
        query: (query && parse(query, call.req.query())) as Parsed<Query>,
        body: (body && parse(body, await readJson(call.req.raw, emptyBody, parser))) as Parsed<Body>,
      }),
  };
}

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
    for (const [method, { handle }] of Object.entries(methods)) router.on(method, path, handle);
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
