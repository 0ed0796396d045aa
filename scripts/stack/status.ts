import { localKeys } from './keys.ts';
import { databaseUrl } from './postgres.ts';

/** Where a running stack serves. */
export interface Status {
  url: string;
  databasePort: number;
  functions: string[];
  /** The file of the mails that Auth would send. */
  mails: string;
}

/** Returns a table of URLs and keys, like that of `supabase status`. */
export function statusTable({ url, databasePort, functions, mails }: Status): string {
  const rows: [string, string][] = [
    ['Project URL', url],
    ['Data API', `${url}/rest/v1`],
    ['Auth', `${url}/auth/v1`],
    ...functions.map((name): [string, string] => [`Function ${name}`, `${url}/functions/v1/${name}`]),
    ['Database', databaseUrl(databasePort)],
    ['Mails', mails],
    ['Publishable key', localKeys.publishableKey],
    ['Secret key', localKeys.secretKey],
    ['JWT secret', localKeys.jwtSecret],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`).join('\n');
}
