import { AppshardError } from '../../../shared/errors.ts';
import { type AppKey, findAppKey } from '../_shared/app_key.ts';
import { ownPlatformRpc, platformRpc, type Rpc } from '../_shared/platform_rpc.ts';

/** The platform functions that this edge function calls. An app key can call no others. */
const OFFERED: ReadonlySet<string> = new Set([
  'exec_sql',
  'check_sql',
  'sql_history',
  'describe_app',
  'record_refusal',
  'ai_budget',
  'record_ai_usage',
]);

/**
 * Opens the platform API for a request with the project's secret key (header `apikey`), which reaches every app, or with an
 * app's own key (`Authorization: Bearer`), which reaches only that app.
 *
 * @throws AppshardError 401 key_required, 401 app_key_refused, 500 misconfigured
 */
export async function openSqlPlatform(request: Request): Promise<Rpc> {
  try {
    return await platformRpc(request);
  } catch (error) {
    if (!(error instanceof AppshardError && error.code === 'secret_key_required')) throw error;
  }
  const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(request.headers.get('authorization') ?? '')?.[1];
  if (token === undefined) throw keyRequired();
  const rpc = ownPlatformRpc();
  return asApp(await findAppKey(token, rpc), rpc);
}

/** Restricts the platform API to what an app key allows: its own app, and changes only with the scope `write`. */
export function asApp({ appId, keyId, scopes }: AppKey, rpc: Rpc): Rpc {
  return (name, args) => {
    if (!OFFERED.has(name) || args['app_id'] !== appId) return Promise.reject(otherApp());
    // To the database the caller is the platform, so the key's id tells the audit log who acts.
    const actor = { app_key: keyId };
    if (name === 'record_refusal') return rpc(name, { ...args, actor });
    if (name !== 'exec_sql') return rpc(name, args);
    const restriction = scopes.includes('write') ? {} : { read_only: true };
    return rpc(name, { ...args, options: { ...Object(args['options']), ...restriction, actor } });
  };
}

function keyRequired(): AppshardError {
  return new AppshardError({
    status: 401,
    code: 'key_required',
    message: 'Cannot call the function: it requires the secret key of the project or an app key',
    hint: 'Send the secret key in the apikey header, or the app key as Authorization: Bearer, from a server.',
  });
}

function otherApp(): AppshardError {
  return new AppshardError({
    status: 403,
    code: 'other_app',
    message: 'Cannot use the app key: it belongs to another app',
    hint: 'Send the app_id that the key was created for.',
  });
}
