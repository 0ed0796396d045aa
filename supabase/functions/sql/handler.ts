import { z } from 'zod';
import type { PricedModel } from '../_shared/ai_model.ts';
import { parseExactJson } from '../_shared/exact_json.ts';
import { integerParam } from '../_shared/parameters.ts';
import { createRouter, route, type RouterDependencies, type Routes } from '../_shared/router.ts';
import { checkOrThrow, execute, withRefusalLogged } from './execution.ts';
import { generateSql } from './generate.ts';
import { planOf } from './plan.ts';

export interface Dependencies extends RouterDependencies {
  /** Returns the model that writes SQL. Throws ai_not_configured when the shard has none. */
  model: () => PricedModel;
}

const appId = z.int().positive();

const submission = z.strictObject({
  app_id: appId,
  sql: z.string(),
  // The database validates the options and their ranges.
  options: z.record(z.string(), z.unknown()).optional(),
});
const statement = z.strictObject({ app_id: appId, sql: z.string() });
const question = z.strictObject({
  app_id: appId,
  question: z.string().trim().min(1).max(4_000),
  allow_writes: z.boolean().optional(),
});
const page = z.strictObject({ app_id: integerParam, before: integerParam.optional(), limit: integerParam.optional() });

/**
 * Returns the handler of the `sql` function: runs, explains and generates SQL for an app, for the platform (secret key) and the
 * app's own server (app key). The parse-tree guard checks the SQL before the guard of the database does. `docs/error_codes.md`
 * lists the errors.
 */
export function createHandler(
  { openPlatform, ...dependencies }: Dependencies,
): (request: Request) => Promise<Response> {
  return createRouter(sqlRoutes(dependencies), { openPlatform, report: dependencies.report });
}

export function sqlRoutes({ model, report }: Omit<Dependencies, 'openPlatform'>): Routes {
  return {
    '/sql': {
      POST: route({
        summary: 'Run SQL as an app, all of it or nothing',
        returns: '`{"results": [{"command", "columns", "rows", "row_count", …}], "duration_ms", …}`',
        body: submission,
        parser: parseExactJson,
      }, async (call, { body: { app_id: id, sql, options } }) => {
        await withRefusalLogged(call.var.rpc, id, sql, () => checkOrThrow(id, sql));
        return call.json(await execute(call.var.rpc, id, sql, options));
      }),
    },
    '/sql/explain': {
      POST: route(
        { summary: 'Explain a SELECT without running it', returns: '`{"plan", "duration_ms"}`', body: statement },
        async (call, { body: { app_id: id, sql } }) => call.json(await planOf(call.var.rpc, id, sql)),
      ),
    },
    '/sql/generate': {
      POST: route({
        summary: 'Generate SQL that answers a question, without running it',
        returns: '`{"sql", "explanation", "columns", "attempts", "usage"}`',
        body: question,
      }, async (call, { body: { app_id: id, question: asked, allow_writes: allowWrites = false } }) => {
        const tools = { rpc: call.var.rpc, model: model(), signal: call.req.raw.signal, report };
        return call.json(await generateSql(tools, { appId: id, asked, allowWrites }));
      }),
    },
    '/sql/history': {
      GET: route(
        {
          summary: 'List the calls of an app, in pages from the newest',
          returns: '`{"entries", "next_before_id"}`',
          query: page,
        },
        async (call, { query: { app_id: id, before, limit } }) =>
          call.json(await call.var.rpc('sql_history', { app_id: id, before_id: before, page_size: limit })),
      ),
    },
  };
}
