import { connectClient } from '../stack/client.ts';
import { holds, type Probe, Unknown } from './probe.ts';

export const keyProbes: Probe[] = [
  {
    id: 'H-KEY-1',
    run: async ({ anon, platform }) => {
      const roles = await Promise.all([anon, platform].map(async (client) => (await client.rpc('hosted_probe')).data));
      const names = roles.map((seen) => (seen as { role?: string } | null)?.role);
      holds(String(names) === 'anon,service_role', `the publishable and the secret key are ${names}`);
    },
  },
  {
    id: 'H-KEY-2',
    run: async ({ url, secretKey, publishableKey, appId, table }) => {
      const response = await fetch(`${url}/functions/v1/keys`, {
        method: 'POST',
        headers: { apikey: secretKey, 'content-type': 'application/json' },
        body: JSON.stringify({ app_id: appId, name: 'Hosted probe', scopes: ['read'] }),
      });
      if (response.status !== 201) throw new Unknown(`the function keys returned status ${response.status}; deploy it`);
      const { key } = await response.json() as { key: string };
      const { error } = await connectClient(url, publishableKey, key).from(table).select();
      holds(error === null, `the Data API refuses a token of APPSHARD_SIGNING_KEY: ${error?.message}`);
    },
  },
];
