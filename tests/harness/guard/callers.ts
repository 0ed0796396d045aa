import type { Caller } from './corpus.ts';
import { keyIds, people } from './world.ts';

const keys: Record<string, { key_id: string; app_id: number }> = {
  reader: { key_id: keyIds.reader, app_id: 57 },
  writer: { key_id: keyIds.writer, app_id: 57 },
  foreigner: { key_id: keyIds.foreigner, app_id: 58 },
};

/** SQL that gives the transaction the role and the claims that the Data API sets for a caller. */
export function sessionOf(caller: Caller | 'platform'): string {
  if (caller === 'postgres') return session('none', '');
  if (caller === 'platform') return session('service_role', '{"role": "service_role"}');
  if (caller === 'anon') return session('anon', '{"role": "anon"}');
  const key = keys[caller];
  if (key !== undefined) {
    return session('app_service', JSON.stringify({ role: 'app_service', iss: 'appshard', ...key }));
  }
  const sub = people[caller as keyof typeof people];
  const email = `${caller}@example.com`;
  return session('authenticated', JSON.stringify({ role: 'authenticated', aud: 'authenticated', sub, email }));
}

function session(role: string, claims: string): string {
  return `select set_config('role', '${role}', true), set_config('request.jwt.claims', '${claims}', true)`;
}
