import type { Stack } from './stack.ts';

/** The table of URLs and keys, as `supabase status` prints one. */
export function printStatus({ url, keys, cluster, functions }: Stack): void {
  const rows: [string, string][] = [
    ['Project URL', url],
    ['Data API', `${url}/rest/v1`],
    ['Auth', `${url}/auth/v1`],
    ...functions.names.map((name): [string, string] => [`Function ${name}`, `${url}/functions/v1/${name}`]),
    ['Database', cluster.url()],
    ['Publishable key', keys.publishableKey],
    ['Secret key', keys.secretKey],
    ['JWT secret', keys.jwtSecret],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  console.log(rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`).join('\n'));
}
