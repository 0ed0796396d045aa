import { AppshardError } from '../../../shared/errors.ts';
import { type AppKey, findAppKey } from '../_shared/app_key.ts';
import { ownPlatformRpc, platformRpc, type Rpc } from '../_shared/platform_rpc.ts';

/** All that this function calls, and so all that an app key opens. */
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
 * The platform API for a request with the project's secret key (header `apikey`), which opens every app, or with an app's
 * own key (`Authorization: Bearer`), which opens that app alone.
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

/** The platform API as far as an app key reaches: its own app, and changing rows and tables only with the scope `write`. */
export function asApp({ appId, keyId, scopes }: AppKey, rpc: Rpc): Rpc {
  return (name, args) => {
    if (!OFFERED.has(name) || args['app_id'] !== appId) return Promise.reject(otherApp());
    // The database knows the caller as the platform: who acts stands in the audit log by the key's id.
    const actor = { app_key: keyId };
    if (name === 'record_refusal') return rpc(name, { ...args, actor });
    if (name !== 'exec_sql') return rpc(name, args);
    const held = scopes.includes('write') ? {} : { read_only: true };
    return rpc(name, { ...args, options: { ...Object(args['options']), ...held, actor } });
  };
}

function keyRequired(): AppshardError {
  return new AppshardError({
    status: 401,
    code: 'key_required',
    message: 'This function needs the secret key of the project or a key of the app',
    hint: 'Send the secret key in the header apikey, or the app key as Authorization: Bearer, from a server.',
  });
}

function otherApp(): AppshardError {
  return new AppshardError({
    status: 403,
    code: 'other_app',
    message: 'The app key is of another app',
    hint: 'Send the app_id that the key was made for.',
  });
}
