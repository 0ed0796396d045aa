import { AsyncLocalStorage } from 'node:async_hooks';
import { App } from '@supabase/lite';
import { createPostgresConnection } from '@supabase/lite/postgres';
import type { MiddlewareHandler } from 'hono';
import { type Kysely, sql } from 'kysely';
import { markFilters, markNumbers, unmarkNumbers } from './exact_numbers.ts';
import { jsonTypes, postgrestTypes, serializeValue, typeValues } from './json_values.ts';
import { surviveLostSessions } from './lost_sessions.ts';
import { asPostgrestError, postgrestError } from './postgrest_errors.ts';
import type { SchemaCache } from './schema_cache.ts';

export interface DataApiOptions {
  /** The connection string of authenticator: a token's role must be one that authenticator may assume. */
  url: string;
  schemas: string[];
  extraSearchPath: string[];
  maxRows: number;
  keys: { publishableKey: string; secretKey: string; jwtSecret: string };
}

export interface DataApi {
  /** @param rawHeaders names and values as they were sent, because a Request joins headers of one name. */
  fetch(request: Request, rawHeaders: readonly string[]): Promise<Response>;
  close(): Promise<void>;
}

/** What the request's transaction needs to know about the request. */
interface RequestContext {
  request: Request;
  rawHeaders: readonly string[];
  schema: string;
  functionName: string | null;
}

interface CallerContext {
  auth?: { role?: string; jwt?: Record<string, unknown> | null };
}

/** As many connections as PostgREST has by default (db-pool). */
const poolSize = 10;

const currentRequest = new AsyncLocalStorage<RequestContext>();

/**
 * Runs Supabase Lite as the Data API, changed to behave like PostgREST on a hosted project: it connects as authenticator, its
 * transactions have PostgREST's settings, and it never grants anything.
 */
export async function createDataApi(cache: SchemaCache, options: DataApiOptions): Promise<DataApi> {
  const connection = createPostgresConnection({
    url: options.url,
    postgresOptions: {
      max: poolSize,
      onnotice: () => undefined,
      types: { ...jsonTypes(serializeValue), ...postgrestTypes() },
    },
  });
  surviveLostSessions(connection.driver);
  const onPostgrestAST = connection.onPostgrestAST.bind(connection);
  Object.assign(connection, {
    onPostgrestAST: async (ast: Parameters<typeof onPostgrestAST>[0]) =>
      typeValues(requireFilter(await onPostgrestAST(ast)), cache.current.relations),
    introspect: () => Promise.resolve(cache.current.relations),
    // By default, Lite grants ALL on every table to anon and authenticated as soon as it sees row level security.
    ensureRlsContext: () => Promise.resolve(true),
    normalizeDbError: asPostgrestError,
    applyJwtSessionContext: async (transaction: Kysely<unknown>, caller: CallerContext) => {
      await applySettings(transaction, transactionSettings(caller, cache, options));
      await callPreRequest(transaction, ownSetting(cache, 'db_pre_request'));
    },
    // applyJwtSessionContext has already done this, in one round trip.
    applyRpcRequestGucs: () => Promise.resolve(),
  });
  const app = new App({
    connection,
    api: { enabled: true, schemas: options.schemas, max_rows: options.maxRows },
    auth: {
      enabled: true,
      jwt_secret: options.keys.jwtSecret,
      publishable_key: options.keys.publishableKey,
      secret_key: options.keys.secretKey,
    },
    options: { server: { middlewares: [trustToken] } },
  });
  await app.init();
  return {
    fetch: async (request, rawHeaders) =>
      disabledRoot(request, cache) ??
        withoutNames(
          await currentRequest.run(describe(request, rawHeaders, options), async () =>
            exactly(request, (exact) => app.fetch(exact))),
        ),
    close: () => connection.driver.end({ timeout: 1 }),
  };
}

/** Hosted projects load safeupdate for authenticator, which refuses to change or delete every row of a table. */
function requireFilter<Ast extends { type?: string; where?: object; limit?: number }>(ast: Ast): Ast {
  const isFiltered = Object.keys(ast.where ?? {}).length > 0 || ast.limit !== undefined;
  if (isFiltered || (ast.type !== 'update' && ast.type !== 'delete')) return ast;
  throw postgrestError(400, {
    code: '21000',
    message: `${ast.type.toUpperCase()} requires a WHERE clause`,
    details: null,
    hint: null,
  });
}

/** Sends a request whose numbers, and those of the response, keep every digit. */
async function exactly(request: Request, send: (request: Request) => Response | Promise<Response>): Promise<Response> {
  const { method, signal, body } = request;
  const headers = new Headers(request.headers);
  headers.delete('content-length');
  const isJson = /json/.test(headers.get('content-type') ?? '') && body !== null;
  const sent = isJson ? markNumbers(await request.text()) : body;
  const response = await send(
    new Request(markFilters(request.url), {
      method,
      headers,
      signal,
      ...(sent !== null && { body: sent, duplex: 'half' }),
    }),
  );
  if (!/json/.test(response.headers.get('content-type') ?? '')) return response;
  const answered = new Headers(response.headers);
  answered.delete('content-length');
  const text = unmarkNumbers(await response.text());
  return new Response(response.status === 204 ? null : text, { status: response.status, headers: answered });
}

/**
 * Makes Lite trust tokens as PostgREST does: a token is valid until it expires. Lite would first look up the token's user and
 * session, but authenticator may not read schema auth. Lite skips the lookup when both are set; then the Data API verifies the
 * token and reads its claims.
 */
const trustToken: MiddlewareHandler = async (context, next) => {
  context.set('userId', 'unread');
  context.set('sessionId', 'unread');
  await next();
};

function describe(request: Request, rawHeaders: readonly string[], options: DataApiOptions): RequestContext {
  const reads = request.method === 'GET' || request.method === 'HEAD';
  const profile = request.headers.get(reads ? 'accept-profile' : 'content-profile');
  return {
    request,
    rawHeaders,
    schema: profile ?? options.schemas[0] ?? 'public',
    functionName: /^\/rest\/v1\/rpc\/([^/]+)/.exec(new URL(request.url).pathname)?.[1] ?? null,
  };
}

function transactionSettings(caller: CallerContext, cache: SchemaCache, options: DataApiOptions): [string, string][] {
  const context = currentRequest.getStore();
  if (context === undefined) throw new Error('Cannot begin a transaction of the Data API: it has no request');
  const { request, rawHeaders, schema, functionName } = context;
  const role = caller.auth?.role ?? 'anon';
  const { roleSettings, functionSettings } = cache.current;
  const reads = request.method === 'GET' || request.method === 'HEAD';
  return [
    ['search_path', [schema, ...options.extraSearchPath].map((name) => `"${name.replaceAll('"', '""')}"`).join(', ')],
    ['transaction_read_only', reads ? 'on' : 'off'],
    ['request.jwt.claims', JSON.stringify({ ...caller.auth?.jwt, role })],
    ['request.method', request.method],
    ['request.path', new URL(request.url).pathname.replace(/^\/rest\/v1/, '')],
    ['request.headers', JSON.stringify(headersAsSeen(rawHeaders))],
    ['request.cookies', JSON.stringify(cookies(request.headers.get('cookie')))],
    ['response.status', ''],
    ['response.headers', ''],
    ...[...roleSettings.get(role) ?? []].filter(([name]) => name !== 'search_path'),
    ...(functionName === null ? [] : functionSettings.get(`${schema}.${functionName}`) ?? []),
    ['role', role],
  ];
}

async function applySettings(transaction: Kysely<unknown>, settings: readonly [string, string][]): Promise<void> {
  const calls = settings.map(([name, value]) => sql`set_config(${name}, ${value}, true)`);
  await sql`select ${sql.join(calls)}`.execute(transaction);
}

/** The headers as PostgREST hands them to the database: of several with one name, only the last; the cookies apart. */
function headersAsSeen(rawHeaders: readonly string[]): Record<string, string> {
  const headers: Record<string, string> = {};
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const name = (rawHeaders[at] ?? '').toLowerCase();
    if (name !== 'cookie') headers[name] = rawHeaders[at + 1] ?? '';
  }
  return headers;
}

function cookies(header: string | null): Record<string, string> {
  const pairs = (header ?? '').split(';').map((pair) => /^\s*([^=]+)=(.*)$/.exec(pair));
  return Object.fromEntries(pairs.flatMap((pair) => pair === null ? [] : [[pair[1] ?? '', pair[2] ?? '']]));
}

/** A setting that PostgREST reads from the role that it connects as: `alter role authenticator set pgrst.<name> = …`. */
function ownSetting(cache: SchemaCache, name: string): string | undefined {
  return cache.current.roleSettings.get('authenticator')?.get(`pgrst.${name}`);
}

/** Calls the function that checks each request, as the role of the request and in its transaction. */
async function callPreRequest(transaction: Kysely<unknown>, name: string | undefined): Promise<void> {
  if (name !== undefined) await sql`select ${sql.ref(name)}()`.execute(transaction);
}

/** The response to a request for the list of all tables where that is switched off, as in PostgREST 14. */
function disabledRoot(request: Request, cache: SchemaCache): Response | null {
  const isRoot = /^\/rest\/v1\/*$/.test(new URL(request.url).pathname);
  if (!isRoot || ownSetting(cache, 'openapi_mode') !== 'disabled') return null;
  const body = { code: 'PGRST126', details: null, hint: null, message: 'Root endpoint metadata is disabled' };
  return Response.json(body, { status: 404 });
}

/** Drops a hint that proposes a name: it may be that of another app's table. PostgREST gives fewer of them with each version. */
async function withoutNames(response: Response): Promise<Response> {
  if (response.status < 400 || !response.headers.get('content-type')?.includes('json')) return response;
  const text = await response.text();
  const body = text === '' ? null : JSON.parse(text) as { hint?: unknown } | null;
  const named = typeof body?.hint === 'string' && body.hint.startsWith('Perhaps you meant');
  const headers = new Headers(response.headers);
  headers.delete('content-length');
  return new Response(named ? JSON.stringify({ ...body, hint: null }) : text === '' ? null : text, {
    status: response.status,
    headers,
  });
}
