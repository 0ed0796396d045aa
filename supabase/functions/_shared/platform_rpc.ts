import { resolveEnv, verifyAuth } from '@supabase/server/core';
import { AppshardError, fromPostgrest, type PostgrestFailure } from '../../../shared/errors.ts';
import { parseExactJson } from './exact_json.ts';

/**
 * Calls one function of schema `platform` with named arguments. An undefined argument is not sent, so that the default of
 * the function applies. Numbers of `exec_sql` keep every digit (see parseExactJson). Throws an AppshardError when the
 * database refuses the call.
 */
export type Rpc = (name: string, args: Record<string, unknown>) => Promise<unknown>;

/**
 * Opens the platform API for a request that carries the project's secret key in its `apikey` header.
 *
 * @throws AppshardError 401 secret_key_required, 500 misconfigured
 */
export async function platformRpc(request: Request): Promise<Rpc> {
  const { data: caller, error } = await verifyAuth(request, { auth: 'secret' });
  if (error !== null) throw error.status === 401 ? keyRequired() : misconfigured(error);
  return openRpc(caller.keyName ?? null);
}

/**
 * Opens the platform API with the function's own key, for a caller who is authenticated in another way.
 *
 * @throws AppshardError 500 misconfigured
 */
export function ownPlatformRpc(): Rpc {
  return openRpc(null);
}

/** Calls the Data API by fetch instead of supabase-js, which parses every number as a double. */
function openRpc(keyName: string | null): Rpc {
  const { data: project, error } = resolveEnv();
  const key = project?.secretKeys[keyName ?? 'default'];
  if (error !== null || key === undefined) throw misconfigured(error);
  const url = `${project.url.replace(/\/+$/, '')}/rest/v1/rpc/`;
  const headers = { apikey: key, 'content-type': 'application/json', 'content-profile': 'platform' };
  return async (name, args) => {
    const response = await post(url + name, headers, JSON.stringify(args));
    const parser = response.ok && name === 'exec_sql' ? parseExactJson : JSON.parse;
    const answer = await bodyOf(response, parser);
    if (!response.ok) throw fromPostgrest(answer as PostgrestFailure);
    return answer;
  };
}

/** Sends a request. If no server responds, throws 503 database_unavailable. */
async function post(url: string, headers: HeadersInit, body: string): Promise<Response> {
  try {
    return await fetch(url, { method: 'POST', headers, body });
  } catch (cause) {
    throw fromPostgrest({ message: String(cause) });
  }
}

/** Returns the parsed body, or null without one. If it is not JSON, PostgREST did not send it: throws 503 database_unavailable. */
async function bodyOf(response: Response, parser: (text: string) => unknown): Promise<unknown> {
  const text = await response.text();
  if (text === '' && response.ok) return null;
  try {
    return parser(text);
  } catch {
    throw fromPostgrest({ message: text });
  }
}

function keyRequired(): AppshardError {
  return new AppshardError({
    status: 401,
    code: 'secret_key_required',
    message: 'Cannot call the function: it requires the default secret key of the project',
    hint: 'Send the default secret key (sb_secret_...) in the apikey header, from a server.',
  });
}

function misconfigured(cause: unknown): AppshardError {
  return new AppshardError({
    status: 500,
    code: 'misconfigured',
    message: 'Cannot run the function: its environment is incomplete',
    hint: 'Set SUPABASE_URL and SUPABASE_SECRET_KEYS.',
  }, { cause });
}
