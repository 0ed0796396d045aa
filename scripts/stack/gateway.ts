import { type Http2Bindings, type HttpBindings, serve, type ServerType } from '@hono/node-server';
import { dirname, join } from 'node:path';
import postgres from 'postgres';
import { createAuthApi } from './auth_api.ts';
import { errorResponse } from './auth/auth_error.ts';
import { allowAnyOrigin, preflightResponse } from './cors.ts';
import { createDataApi } from './data_api.ts';
import type { LocalKeys } from './keys.ts';
import { databaseUrl } from './postgres.ts';
import { type ProjectConfig, readProjectConfig } from './project_config.ts';
import { sendRequestErrorsTo, watchErrors } from './request_log.ts';
import { SchemaCache } from './schema_cache.ts';

export interface Gateway {
  url: string;
  /** The mails that Auth would send, one a line, as JSON. */
  mailFile: string;
  close(): Promise<void>;
}

export interface GatewayOptions {
  port: number;
  databasePort: number;
  keys: LocalKeys;
  /** The URL at which the functions listen, or null while they are not running. */
  functionsOrigin: () => string | null;
  logFile: string;
  /** Default: supabase/config.toml. */
  config?: ProjectConfig;
}

const hopByHop = ['connection', 'keep-alive', 'transfer-encoding', 'upgrade', 'host', 'content-length', 'expect'];

/** The headers of Auth that supabase-js reads, also in browsers. */
const authHeaders = ['x-total-count', 'link', 'x-supabase-api-version'];

/** Serves the whole project under one URL, like a hosted one: /rest/v1, /auth/v1 and /functions/v1. */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const config = options.config ?? readProjectConfig();
  const publicUrl = `http://127.0.0.1:${options.port}`;
  const mailFile = join(dirname(options.logFile), 'mails.jsonl');
  sendRequestErrorsTo(options.logFile);
  const url = (role: string) => databaseUrl(options.databasePort, role);
  const cache = await SchemaCache.open(url('supabase_admin'), url('authenticator'));
  const rest = await createDataApi(cache, {
    url: url('authenticator'),
    schemas: config.api.schemas,
    extraSearchPath: config.api.extra_search_path,
    maxRows: config.api.max_rows,
    keys: options.keys,
  });
  const auth = await createAuthApi({
    databaseUrl: url('supabase_auth_admin'),
    url: publicUrl,
    settings: config.auth,
    keys: options.keys,
    mailFile,
  });

  const route = async (request: Request, rawHeaders: readonly string[]): Promise<Response> => {
    const { pathname } = new URL(request.url);
    if (pathname.startsWith('/functions/v1/')) return forward(request, options.functionsOrigin());
    const preflight = preflightResponse(request);
    if (preflight !== null) return preflight;
    if (pathname === '/rest/v1' || pathname.startsWith('/rest/v1/')) {
      const { response } = await watchErrors(() => rest.fetch(request, rawHeaders));
      return allowAnyOrigin(response);
    }
    if (pathname.startsWith('/auth/v1/')) {
      const { response, errors } = await watchErrors(() => auth.fetch(request));
      const raised = errors.find((printed) => printed instanceof postgres.PostgresError);
      const failed = response.status >= 500 && raised !== undefined;
      return allowAnyOrigin(failed ? errorResponse(raised, request) : response, authHeaders);
    }
    return Response.json({ message: 'no Route matched with those values' }, { status: 404 });
  };
  const server = await listen(route, options.port);
  return {
    url: publicUrl,
    mailFile,
    close: async () => {
      await closeServer(server);
      await Promise.all([rest.close(), auth.close(), cache.close()]);
    },
  };
}

/** Forwards a request to the functions. As when hosted, they respond to preflights themselves. */
async function forward(request: Request, origin: string | null): Promise<Response> {
  const unavailable = { code: 'SERVICE_UNAVAILABLE', message: 'The functions are not running. Read their log.' };
  if (origin === null) return Response.json(unavailable, { status: 503 });
  const { pathname, search } = new URL(request.url);
  const headers = new Headers(request.headers);
  for (const name of hopByHop) headers.delete(name);
  try {
    const body = request.body === null ? {} : { body: request.body, duplex: 'half' };
    const response = await fetch(`${origin}${pathname}${search}`, {
      method: request.method,
      headers,
      redirect: 'manual',
      signal: request.signal,
      ...body,
    });
    const responseHeaders = new Headers(response.headers);
    // fetch has already decoded the body.
    for (const name of ['content-encoding', 'content-length', 'connection', 'transfer-encoding']) {
      responseHeaders.delete(name);
    }
    return new Response(response.body, { status: response.status, headers: responseHeaders });
  } catch {
    return Response.json(unavailable, { status: 503 });
  }
}

type Route = (request: Request, rawHeaders: readonly string[]) => Promise<Response>;

function listen(route: Route, port: number): Promise<ServerType> {
  return new Promise((resolve, reject) => {
    const fetch = (request: Request, { incoming }: HttpBindings | Http2Bindings) => route(request, incoming.rawHeaders);
    const server = serve({ fetch, port, hostname: '127.0.0.1' }, () => resolve(server));
    server.once('error', reject);
  });
}

function closeServer(server: ServerType): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    if ('closeAllConnections' in server) server.closeAllConnections();
  });
}
