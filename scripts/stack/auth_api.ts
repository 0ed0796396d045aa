import { App } from '@supabase/lite';
import { createPostgresConnection } from '@supabase/lite/postgres';
import { type Context, Hono } from 'hono';
import { hasKey, issueToken, requireAdmin, requireNotBanned } from './auth/access.ts';
import { createByAdmin, deleteByAdmin, getByAdmin, listByAdmin, updateByAdmin } from './auth/admin.ts';
import type { Auth } from './auth/auth.ts';
import { AuthError, errorResponse } from './auth/auth_error.ts';
import { updateOwnUser } from './auth/change_email.ts';
import { beforeToken } from './auth/hook.ts';
import { generateLink, inviteByAdmin } from './auth/links.ts';
import { requestOtp, requestRecovery, resend } from './auth/mail_requests.ts';
import { Mailbox } from './auth/mailbox.ts';
import { signUp } from './auth/sign_up.ts';
import { followLink, verifyCode } from './auth/verify.ts';
import { connect } from './connect.ts';
import { jsonTypes, serializeText } from './json_values.ts';
import type { LocalKeys } from './keys.ts';
import type { ProjectConfig } from './project_config.ts';

export interface AuthApi {
  fetch(request: Request): Promise<Response>;
  close(): Promise<void>;
}

export interface AuthApiOptions {
  databaseUrl: string;
  /** Where the gateway serves. */
  url: string;
  settings: ProjectConfig['auth'];
  keys: LocalKeys;
  mailFile: string;
}

/**
 * Serves Auth, connected as supabase_auth_admin: as when hosted, triggers on auth.users run in its session. Supabase Lite serves what
 * scripts/stack/auth does not: sessions, OAuth, the user's own data and the settings.
 */
export async function createAuthApi(options: AuthApiOptions): Promise<AuthApi> {
  const { databaseUrl, url, settings, keys } = options;
  const mailbox = new Mailbox(options.mailFile);
  const connection = createPostgresConnection({
    url: databaseUrl,
    postgresOptions: { max: 10, onnotice: () => undefined, types: jsonTypes(serializeText) },
  });
  Object.assign(connection, { ensureRlsContext: () => Promise.resolve(true) });
  // The hooks are called by scripts/stack/auth/hook.ts.
  const { hook: _, ...ofLite } = settings;
  const lite = new App({
    connection,
    auth: {
      ...ofLite,
      enabled: true,
      jwt_secret: keys.jwtSecret,
      publishable_key: keys.publishableKey,
      secret_key: keys.secretKey,
    },
    options: { drivers: { email: mailbox.liteDriver } },
  });
  await lite.init();
  const sql = connect(databaseUrl, { max: 10 });
  const fetchLite = async (request: Request) => beforeToken({ sql, settings }, await lite.fetch(request));
  const routes = routesOf({ sql, settings, keys, url, mailbox, lite: fetchLite });
  return {
    fetch: async (request) => routes.fetch(request),
    close: async () => {
      await Promise.all([sql.end({ timeout: 1 }), connection.driver.end({ timeout: 1 })]);
    },
  };
}

type Handler = (auth: Auth, request: Request) => Promise<Response>;

function routesOf(auth: Auth): Hono {
  const on = (handler: Handler) => ({ req }: Context) => handler(auth, req.raw);
  const id = (context: Context) => context.req.param('id') ?? '';
  const routes = new Hono().basePath('/auth/v1');
  routes.onError((error, { req }) => {
    // Into the log: see request_log.ts.
    if (!(error instanceof AuthError)) console.error('Auth error:', error);
    return errorResponse(error, req.raw);
  });
  routes.get('/verify', on(followLink));
  // Lite refuses a request without a key, and serves the routes that need none.
  routes.use(async ({ req }, next) => hasKey(auth, req.raw) ? next() : auth.lite(req.raw));
  for (const path of ['/user', '/logout', '/reauthenticate']) {
    routes.use(path, async ({ req }, next) => {
      await requireNotBanned(auth, req.raw);
      await next();
    });
  }
  for (const path of ['/invite', '/admin/*']) {
    routes.use(path, async ({ req }, next) => {
      await requireAdmin(auth, req.raw);
      await next();
    });
  }
  routes.post('/signup', on(signUp));
  routes.post('/token', on(issueToken));
  routes.post('/otp', on(requestOtp)).post('/magiclink', on(requestOtp));
  routes.post('/recover', on(requestRecovery)).post('/resend', on(resend));
  routes.post('/verify', on(verifyCode));
  routes.put('/user', on(updateOwnUser));
  routes.post('/invite', on(inviteByAdmin)).post('/admin/generate_link', on(generateLink));
  routes.post('/admin/users', on(createByAdmin)).get('/admin/users', on(listByAdmin));
  routes.get('/admin/users/:id', (context) => getByAdmin(auth, id(context)));
  routes.put('/admin/users/:id', (context) => updateByAdmin(auth, context.req.raw, id(context)));
  routes.delete('/admin/users/:id', (context) => deleteByAdmin(auth, context.req.raw, id(context)));
  routes.all('*', ({ req }) => auth.lite(req.raw));
  return routes;
}
