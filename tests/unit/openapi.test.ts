import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { Routes } from '../../supabase/functions/_shared/router.ts';
import { openapi } from './openapi.ts';
import { wrapped } from './wrapped.ts';

const unused = () => {
  throw new Error('Cannot run a route: only its description is read');
};

/** Returns the routes of a handler. The import has no literal path, because the handlers are checked by Deno, with its types. */
async function routesOf(folder: string, name: string, dependencies: unknown): Promise<Routes> {
  const file = new URL(`../../supabase/functions/${folder}/handler.ts`, import.meta.url).href;
  const handler = await import(file) as Record<string, (dependencies: unknown) => Routes>;
  return handler[name]?.(dependencies) ?? {};
}

const functions = {
  apps: await routesOf('apps', 'appsRoutes', unused),
  sql: await routesOf('sql', 'sqlRoutes', { model: unused, report: unused }),
  'schema-generate': await routesOf('schema-generate', 'schemaGenerateRoutes', { model: unused, report: unused }),
  keys: await routesOf('keys', 'keysRoutes', unused),
};
const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

// The handlers are the only list of routes. After changing them, run `npm run test:unit -- openapi -u`.
it('docs/openapi.json has every route of the edge functions', async () => {
  const document = openapi(functions, version);
  await expect(`${JSON.stringify(document, null, 2)}\n`).toMatchFileSnapshot('../../docs/openapi.json');
});

it('docs/http_routes.md has every route of the edge functions', async () => {
  const sections = Object.entries(functions).map(([name, routes]) => {
    const items = Object.entries(routes).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { summary, returns }]) =>
        wrapped(`- \`${method} ${path}\`: ${summary}. Returns ${returns.replace(/\.$/, '')}.\n`, '  ')
      )
    );
    return `\n## ${name}\n\n${items.join('')}`;
  });
  await expect(`# HTTP routes

Generated from the routes in \`supabase/functions/*/handler.ts\`. After changing them, run \`npm run test:unit -- openapi -u\`.
[openapi.json](openapi.json) has the parameters and bodies of these routes, for tools that read OpenAPI 3.1.

All paths begin with \`/functions/v1\`. Send the secret key of the project in the header \`apikey\`; the function \`sql\` also accepts a
key of the app as \`Authorization: Bearer\`. Errors are \`{"error": {"code", "message", "hint", …}}\` ([error codes](error_codes.md)).
${sections.join('')}`).toMatchFileSnapshot('../../docs/http_routes.md');
});
