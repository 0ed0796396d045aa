/** Browsers may use the Data API and Auth from any origin, because the key and the token protect them. */
const anyOrigin = { 'access-control-allow-origin': '*' };

const methods = 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS';

/** Returns the response to a preflight, or null if the request is not one. */
export function preflightResponse(request: Request): Response | null {
  if (request.method !== 'OPTIONS' || !request.headers.has('access-control-request-method')) return null;
  return new Response(null, {
    status: 204,
    headers: {
      ...anyOrigin,
      'access-control-allow-methods': methods,
      'access-control-allow-headers': request.headers.get('access-control-request-headers') ?? '*',
      'access-control-max-age': '3600',
    },
  });
}

/** @param exposed further headers that browsers may read */
export function allowAnyOrigin(response: Response, exposed: string[] = []): Response {
  if (response.headers.has('access-control-allow-origin')) return response;
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(anyOrigin)) headers.set(name, value);
  if (exposed.length > 0) headers.set('access-control-expose-headers', exposed.join(', '));
  return new Response(response.body, { status: response.status, headers });
}
