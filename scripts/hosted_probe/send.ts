import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { Scratch } from './scratch.ts';

export interface Answer {
  status: number;
  contentRange: string;
  body: string;
}

/** Sends a GET as the member. Several values of a header are several headers; fetch would join them. */
export function sendAsMember(
  scratch: Scratch,
  path: string,
  headers: Record<string, string | string[]>,
): Promise<Answer> {
  const url = new URL(`${scratch.url}${path}`);
  const all = { apikey: scratch.publishableKey, authorization: `Bearer ${scratch.member.token}`, ...headers };
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    request(url, { headers: all }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (part: string) => (body += part));
      response.on('end', () => {
        const contentRange = response.headers['content-range'] ?? '';
        resolve({ status: response.statusCode ?? 0, contentRange, body });
      });
    }).on('error', reject).end();
  });
}
