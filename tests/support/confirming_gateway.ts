import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@supabase/supabase-js';
import ws from 'ws';
import type { Client } from '../../scripts/stack/client.ts';
import { startGateway } from '../../scripts/stack/gateway.ts';
import { freePort } from '../../scripts/stack/ports.ts';
import { readProjectConfig } from '../../scripts/stack/project_config.ts';
import { project } from './project.ts';

/** A second gateway on the database of the shared stack. Its Auth sends confirmations, as a hosted project does unless told otherwise. */
export interface ConfirmingGateway {
  url: string;
  mailFile: string;
  /** The client of a browser in which nobody is signed in. */
  browser(flowType?: 'implicit' | 'pkce'): Client;
  /** The client of the platform's own server. */
  admin(): Client;
  close(): Promise<void>;
}

export async function startConfirmingGateway(): Promise<ConfirmingGateway> {
  const { keys, databaseUrls } = project();
  const config = readProjectConfig();
  const email = { ...config.auth.email, enable_confirmations: true };
  const directory = mkdtempSync(join(tmpdir(), 'appshard-auth-'));
  const gateway = await startGateway({
    port: await freePort(),
    databasePort: Number(new URL(databaseUrls.postgres).port),
    keys,
    functionsOrigin: () => null,
    logFile: join(directory, 'gateway.log'),
    config: { ...config, auth: { ...config.auth, email } },
  });
  const client = (key: string, flowType: 'implicit' | 'pkce') =>
    createClient(gateway.url, key, {
      auth: { flowType, persistSession: false, autoRefreshToken: false, storageKey: crypto.randomUUID() },
      realtime: { transport: ws as unknown as typeof WebSocket },
    });
  return {
    url: gateway.url,
    mailFile: gateway.mailFile,
    browser: (flowType = 'implicit') => client(keys.publishableKey, flowType),
    admin: () => client(keys.secretKey, 'implicit'),
    close: async () => {
      await gateway.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
