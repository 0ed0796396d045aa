import { project } from './project.ts';

/** The response of an edge function. */
export interface Answer {
  status: number;
  body: Record<string, unknown>;
}

/** Calls an edge function as the platform does, with the secret key, unless other headers are given. */
export async function callFunction(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = { apikey: project().keys.secretKey },
): Promise<Answer> {
  const response = await fetch(`${project().url}/functions/v1/${path}`, {
    method,
    headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() as Record<string, unknown> };
}
