import { existsSync, readFileSync } from 'node:fs';
import type { Mail } from '../../scripts/stack/auth/mailbox.ts';

/** Returns the mails to an address, oldest first. */
export function mailsTo(file: string, address: string): Mail[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n').filter((line) => line !== '');
  return lines.map((line) => JSON.parse(line) as Mail).filter(({ to }) => to === address);
}

/** Returns the newest mail to an address. */
export function lastMailTo(file: string, address: string): Mail {
  const mail = mailsTo(file, address).at(-1);
  if (mail === undefined) throw new Error(`Cannot find a mail to ${address}: none was sent`);
  return mail;
}

/** Follows the link of a mail as a browser would, and returns where it leads. */
export async function follow(link: string | null): Promise<URL> {
  const response = await fetch(link ?? '', { redirect: 'manual' });
  const location = response.headers.get('location');
  if (response.status !== 303 || location === null) {
    throw new Error(`Cannot follow the link: ${response.status} ${await response.text()}`);
  }
  return new URL(location);
}

/** Returns the parameters that a link has put into the fragment. */
export function fragmentOf(url: URL): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(url.hash.slice(1)));
}
