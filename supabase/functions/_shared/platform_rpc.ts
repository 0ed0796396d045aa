import { createAdminClient, verifyAuth } from '@supabase/server/core';
import { AppshardError, fromPostgrest } from '../../../shared/errors.ts';

/**
 * Calls one function of schema `platform` with named arguments. An undefined argument is not sent, so that the default of
 * the function applies. Throws an AppshardError when the database refuses the call.
 */
export type Rpc = (name: string, args: Record<string, unknown>) => Promise<unknown>;

/** What supabase-js must know about the database. Results are untyped JSON and parsed by the callers. */
interface Database {
  platform: {
    Tables: Record<string, never>;
    Views: Record<string, never>;
    Functions: Record<string, { Args: Record<string, unknown>; Returns: unknown }>;
  };
}

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
  try {
    return openRpc(null);
  } catch (error) {
    throw misconfigured(error);
  }
}

function openRpc(keyName: string | null): Rpc {
  const platform = createAdminClient<Database>({ auth: { keyName } }).schema('platform');
  return async (name, args) => {
    const answer = await platform.rpc(name, args);
    if (answer.error !== null) throw fromPostgrest(answer.error);
    return answer.data;
  };
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
