import { App } from '@supabase/lite';
import { createPostgresConnection } from '@supabase/lite/postgres';
import { jsonTypes, serializeText } from './json_values.ts';
import type { LocalKeys } from './keys.ts';
import type { ProjectConfig } from './project_config.ts';

export interface AuthApi {
  fetch(request: Request): Promise<Response>;
  close(): Promise<void>;
}

/** Runs Supabase Lite as Auth, connected as supabase_auth_admin: as when hosted, triggers on auth.users run in its session. */
export async function createAuthApi(url: string, config: ProjectConfig, keys: LocalKeys): Promise<AuthApi> {
  const connection = createPostgresConnection({
    url,
    postgresOptions: { max: 10, onnotice: () => undefined, types: jsonTypes(serializeText) },
  });
  Object.assign(connection, { ensureRlsContext: () => Promise.resolve(true) });
  const { hook: _, ...settings } = config.auth;
  const app = new App({
    connection,
    auth: {
      ...settings,
      enabled: true,
      jwt_secret: keys.jwtSecret,
      publishable_key: keys.publishableKey,
      secret_key: keys.secretKey,
    },
  });
  await app.init();
  return { fetch: async (request) => app.fetch(request), close: () => connection.driver.end({ timeout: 1 }) };
}
