/** Browsers may use the Data API and Auth from anywhere: what guards them is the key and the token. */
const anybody = { 'access-control-allow-origin': '*' };

const methods = 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS';

/** The answer to a preflight, or null when the request is none. */
export function answerPreflight(request: Request): Response | null {
  if (request.method !== 'OPTIONS' || !request.headers.has('access-control-request-method')) return null;
  return new Response(null, {
    status: 204,
    headers: {
      ...anybody,
      'access-control-allow-methods': methods,
      'access-control-allow-headers': request.headers.get('access-control-request-headers') ?? '*',
      'access-control-max-age': '3600',
    },
  });
}

export function allowAnybody(answer: Response): Response {
  if (answer.headers.has('access-control-allow-origin')) return answer;
  const headers = new Headers(answer.headers);
  for (const [name, value] of Object.entries(anybody)) headers.set(name, value);
  return new Response(answer.body, { status: answer.status, headers });
}
