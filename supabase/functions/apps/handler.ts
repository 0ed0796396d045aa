import { z } from 'zod';
import { validateSchema, validateTable } from '../../../shared/schema_spec/schema_spec.ts';
import { accept, parse, readJson } from '../_shared/input.ts';
import type { Project } from '../_shared/project.ts';
import { createRouter, type RouterDependencies } from '../_shared/router.ts';
import { appParams, flag, integerParam, tableParams } from '../_shared/parameters.ts';
import { alterTable, schemaRoutes } from './schema_routes.ts';

export interface Dependencies extends RouterDependencies {
  project: () => Project;
}

const newApp = z.strictObject({
  name: z.string(),
  id: z.int().positive().optional(),
  signup: z.string().optional(),
  tables: z.unknown().optional(),
});
const appChanges = z.strictObject({ name: z.string().optional(), signup: z.string().optional() });
const suspension = z.strictObject({ reason: z.string().optional() });
const repair = z.strictObject({ desired: z.unknown().optional() });
const page = z.strictObject({
  after: integerParam.optional(),
  limit: integerParam.optional(),
  status: z.string().optional(),
});
const removal = z.strictObject({ purge: flag.optional() });

/** What this function itself reads in the database's answers; the rest passes through. */
const app = z.looseObject({ id: z.int(), tables: z.record(z.string(), z.string()) });
const description = z.looseObject({ tables: z.array(z.unknown()) });

/**
 * The `apps` function: apps and their tables, for the platform that generates them. Every route parses, calls one
 * function of schema `platform` (a purge calls two) and answers; `docs/error_codes.md` lists what it refuses with.
 */
export function createHandler({ project, ...entrance }: Dependencies): (request: Request) => Promise<Response> {
  /** `{"app", "connection"}`: the app, and all that the generated app needs to reach it. */
  function withConnection(value: unknown) {
    const { id, tables } = app.parse(value);
    const { url, publishableKey } = project();
    return { app: value, connection: { url, publishable_key: publishableKey, app_id: id, tables } };
  }

  return createRouter({
    '/apps': {
      POST: async (call) => {
        const { id, ...rest } = parse(newApp, await readJson(call.req.raw));
        // The database validates as well; here, all problems of all tables are told at once.
        if (rest.tables !== undefined) accept(validateSchema({ tables: rest.tables }));
        const idempotencyKey = call.req.header('idempotency-key');
        const created = await call.var.rpc('create_app', { ...rest, app_id: id, idempotency_key: idempotencyKey });
        return call.json(withConnection(created), 201);
      },
      GET: async (call) => {
        const { after, limit, status } = parse(page, call.req.query());
        return call.json(await call.var.rpc('list_apps', { page_size: limit, after_id: after, status }));
      },
    },
    '/apps/:id': {
      GET: async (call) => call.json(withConnection(await call.var.rpc('get_app', appParams(call)))),
      PATCH: async (call) => {
        const changes = parse(appChanges, await readJson(call.req.raw));
        return call.json({ app: await call.var.rpc('update_app', { ...appParams(call), ...changes }) });
      },
      DELETE: async (call) => {
        const { purge } = parse(removal, call.req.query());
        const deleted = await call.var.rpc('delete_app', appParams(call));
        return call.json(purge === true ? await call.var.rpc('purge_app', appParams(call)) : { app: deleted });
      },
    },
    '/apps/:id/suspend': {
      POST: async (call) => {
        const { reason } = parse(suspension, await readJson(call.req.raw, {}));
        return call.json({ app: await call.var.rpc('suspend_app', { ...appParams(call), reason }) });
      },
    },
    '/apps/:id/resume': {
      POST: async (call) => call.json({ app: await call.var.rpc('resume_app', appParams(call)) }),
    },
    '/apps/:id/repair': {
      POST: async (call) => {
        const { desired } = parse(repair, await readJson(call.req.raw, {}));
        return call.json(await call.var.rpc('repair_app', { ...appParams(call), desired }));
      },
    },
    // Text for a model or a person who writes the app's code, and for the compiler of that code.
    '/apps/:id/standards': {
      GET: async (call) => textOf('text/markdown', await call.var.rpc('app_standards', appParams(call))),
    },
    '/apps/:id/types': {
      GET: async (call) => textOf('text/plain', await call.var.rpc('typescript_types', appParams(call))),
    },
    '/apps/:id/verify': {
      GET: async (call) => call.json({ findings: await call.var.rpc('verify_app', appParams(call)) }),
    },
    '/apps/:id/tables': {
      POST: async (call) => {
        const spec = await readJson(call.req.raw);
        // Only the database knows which other tables this app has.
        accept(validateTable(spec).filter(({ reason }) => reason !== 'unknown_table'));
        return call.json({ table: await call.var.rpc('create_table', { ...appParams(call), spec }) }, 201);
      },
      GET: async (call) => {
        const { tables } = description.parse(await call.var.rpc('describe_app', appParams(call)));
        return call.json({ tables });
      },
    },
    '/apps/:id/tables/:name': {
      GET: async (call) => call.json({ table: await call.var.rpc('describe_table', tableParams(call)) }),
      PUT: alterTable,
      DELETE: async (call) => call.json(await call.var.rpc('drop_table', tableParams(call))),
    },
    ...schemaRoutes,
  }, entrance);
}

function textOf(mediaType: string, value: unknown): Response {
  return new Response(z.string().parse(value), { headers: { 'content-type': `${mediaType}; charset=utf-8` } });
}
