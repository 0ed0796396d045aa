import { holds, type Probe, Unknown } from './probe.ts';

export const functionProbes: Probe[] = [
  {
    id: 'H-FN-1',
    run: async ({ url, secretKey, publishableKey, appId }) => {
      const status = async (apikey: string) =>
        (await fetch(`${url}/functions/v1/apps/${appId}`, { headers: { apikey } })).status;
      const [secret, publishable] = [await status(secretKey), await status(publishableKey)];
      if (secret === 404 || secret === 503) throw new Unknown(`the function apps returned status ${secret}; deploy it`);
      holds(secret === 200, `the function apps returned ${secret} for the secret key`);
      holds(
        publishable === 401 || publishable === 403,
        `the function apps returned ${publishable} for the publishable key`,
      );
    },
  },
];
