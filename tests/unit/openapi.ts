import { z } from 'zod';
import { schemaSpec, tableSpec } from '../../shared/schema_spec/spec_shape.ts';
import type { Route, Routes } from '../../supabase/functions/_shared/router.ts';

type Json = Record<string, unknown>;

const NAMED = { SchemaSpec: schemaSpec, TableSpec: tableSpec } as const;
/** What a part of a path is; `:id` is the id of an app except in /keys. */
const PARAMETERS: Record<string, Json> = {
  id: { type: 'integer', minimum: 1 },
  dropped: { type: 'integer', minimum: 1 },
  name: { type: 'string' },
};
const KEY_ID = { type: 'string', format: 'uuid' };

/** Returns an OpenAPI 3.1 document of the routes, by edge function. */
export function openapi(functions: Record<string, Routes>, version: string): Json {
  const paths = Object.entries(functions).flatMap(([tag, routes]) =>
    Object.entries(routes).map(([path, methods]) => [
      path.replace(/:(\w+)/g, '{$1}'),
      Object.fromEntries(
        Object.entries(methods).map(([method, route]) => [method.toLowerCase(), operation(tag, path, route)]),
      ),
    ])
  );
  return {
    openapi: '3.1.0',
    info: {
      title: 'Appshard: edge functions',
      version,
      description:
        'Generated from the routes in `supabase/functions/*/handler.ts`. `docs/error_codes.md` lists the errors.',
    },
    servers: [{ url: 'http://127.0.0.1:54321/functions/v1', description: 'the local shard' }],
    security: [{ secretKey: [] }],
    paths: Object.fromEntries(paths),
    components: {
      securitySchemes: {
        secretKey: { type: 'apiKey', in: 'header', name: 'apikey', description: 'the secret key of the project' },
        appKey: { type: 'http', scheme: 'bearer', description: 'a key of the app, which reaches only that app' },
      },
      responses: {
        Error: {
          description: 'An error. `code` is a stable reason; `hint` says what to do.',
          content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
        },
      },
      schemas: {
        ...Object.fromEntries(Object.entries(NAMED).map(([name, shape]) => [name, jsonSchema(shape)])),
        Error: ERROR,
      },
    },
  };
}

const text = { type: 'string' };
const ERROR = {
  type: 'object',
  required: ['error'],
  properties: {
    error: {
      type: 'object',
      required: ['code', 'message', 'hint'],
      properties: { code: text, message: text, hint: text, path: text, sqlstate: text, problems: { type: 'array' } },
    },
  },
};

function operation(
  tag: string,
  path: string,
  { summary, returns, status = 200, mediaType, query, body, emptyBody }: Route,
): Json {
  const inPath = [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    schema: tag === 'keys' ? KEY_ID : PARAMETERS[name],
  }));
  const parameters = [...inPath, ...(query === undefined ? [] : queryParameters(jsonSchema(query)))];
  return {
    tags: [tag],
    summary,
    ...(tag === 'sql' && { security: [{ secretKey: [] }, { appKey: [] }] }),
    ...(parameters.length > 0 && { parameters }),
    ...(body !== undefined && {
      requestBody: { required: emptyBody === undefined, content: { 'application/json': { schema: jsonSchema(body) } } },
    }),
    responses: {
      [status]: { description: returns, content: { [mediaType ?? 'application/json']: {} } },
      default: { $ref: '#/components/responses/Error' },
    },
  };
}

function queryParameters(schema: Json): Json[] {
  const required = new Set(schema['required'] as string[] | undefined);
  return Object.entries(schema['properties'] as Record<string, Json>)
    .map(([name, value]) => ({ name, in: 'query', ...(required.has(name) && { required: true }), schema: value }));
}

/** Returns the JSON Schema of what is sent. A value that the database validates has no type, or refers to a named schema. */
function jsonSchema(shape: z.ZodType): Json {
  const { $schema, ...schema } = z.toJSONSchema(shape, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ jsonSchema: made }) => {
      if (typeof made.title !== 'string' || !(made.title in NAMED)) return;
      made.$ref = `#/components/schemas/${made.title}`;
      delete made.title;
    },
  });
  return schema;
}
