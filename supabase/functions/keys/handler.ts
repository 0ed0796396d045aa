import { z } from 'zod';
import { parse } from '../_shared/input.ts';
import { integerParam } from '../_shared/parameters.ts';
import { createRouter, route, type RouterDependencies, type Routes } from '../_shared/router.ts';
import { tokenHash } from '../_shared/token_hash.ts';
import type { AppKeyClaims } from './app_key_token.ts';

export interface Dependencies extends RouterDependencies {
  sign: (claims: AppKeyClaims) => Promise<string>;
}

/** The default lifetime of a key: 365 days. The database allows up to five years. */
const LIFE_MS = 365 * 24 * 60 * 60 * 1000;

const newKey = z.strictObject({
  app_id: z.int().positive(),
  name: z.string(),
  scopes: z.array(z.string()),
  expires_at: z.iso.datetime({ offset: true }).optional(),
});
const page = z.strictObject({ app_id: integerParam, limit: integerParam.optional(), after: z.guid().optional() });

/**
 * Returns the handler of the `keys` function: credentials for the servers of apps, managed by the platform. A key is a token
 * that this function signs and returns only once; the database gets its hash.
 */
export function createHandler({ sign, ...entrance }: Dependencies): (request: Request) => Promise<Response> {
  return createRouter(keysRoutes(sign), entrance);
}

export function keysRoutes(sign: Dependencies['sign']): Routes {
  return {
    '/keys': {
      POST: route({
        summary: 'Create a key of an app, which is returned only this once',
        returns: '`{"key", "key_id", …}`',
        status: 201,
        body: newKey,
      }, async (call, { body: { app_id, name, scopes, expires_at } }) => {
        const now = Date.now();
        // Tokens expire on whole seconds. The database gets the same instant.
        const exp = Math.floor((expires_at === undefined ? now + LIFE_MS : Date.parse(expires_at)) / 1000);
        const key_id = crypto.randomUUID();
        const key = await sign({ app_id, key_id, scopes, iat: Math.floor(now / 1000), exp });
        const created = await call.var.rpc('create_app_key', {
          app_id,
          scopes,
          expires_at: new Date(exp * 1000).toISOString(),
          name,
          key_id,
          token_hash: await tokenHash(key),
        });
        call.header('cache-control', 'no-store');
        return call.json({ key, ...z.looseObject({}).parse(created) }, 201);
      }),
      GET: route(
        { summary: 'List the keys of an app, in pages', returns: '`{"keys", "next_after_id"}`', query: page },
        async (call, { query: { app_id, limit, after } }) =>
          call.json(await call.var.rpc('list_app_keys', { app_id, page_size: limit, after_id: after })),
      ),
    },
    '/keys/:id': {
      DELETE: route({ summary: 'Revoke a key, for good', returns: 'the key' }, async (call) => {
        const { id } = parse(z.strictObject({ id: z.guid() }), call.req.param());
        return call.json(await call.var.rpc('revoke_app_key', { key_id: id }));
      }),
    },
  };
}
