import { z } from 'zod';
import { jsonObject, parse, readJson } from '../_shared/input.ts';
import type { Project } from '../_shared/project.ts';
import { createRouter, type RouterDependencies } from '../_shared/router.ts';
import { appParams, flag, integerParam, tableParams } from '../_shared/parameters.ts';
import { callWithSpec, specProblems } from '../_shared/spec_calls.ts';
import { alterTable, schemaRoutes } from './schema_routes.ts';

export interface Dependencies extends RouterDependencies {
  project: () => Project;
}

const newApp = z.strictObject({
  name: z.string(),
  id: z.int().positive().optional(),
  signup: z.string().optional(),
  tables: z.array(z.unknown()).optional(),
});
const candidate = z.strictObject({ app_id: z.int().positive().optional(), tables: z.unknown().optional() });
const appChanges = z.strictObject({ name: z.string().optional(), signup: z.string().optional() });
const suspension = z.strictObject({ reason: z.string().optional() });
const repair = z.strictObject({ desired: z.unknown().optional() });
const page = z.strictObject({
  after: integerParam.optional(),
  limit: integerParam.optional(),
  status: z.string().optional(),
});
const removal = z.strictObject({ purge: flag.optional() });

/** What this function itself reads in the results of the database. The rest is passed through. */
const app = z.looseObject({ id: z.int(), tables: z.record(z.string(), z.string()) });
const description = z.looseObject({ tables: z.array(z.unknown()) });

/**
 * Returns the handler of the `apps` function: apps and their tables, for the platform that generates them. Every route
 * parses the request, calls one function of schema `platform` and returns its result. A purge calls two functions, and a
 * refused spec is validated as well. `docs/error_codes.md` lists the errors.
 */
export function createHandler({ project, ...entrance }: Dependencies): (request: Request) => Promise<Response> {
  /** Returns `{"app", "connection"}`: the app, and everything that the generated app needs to connect to it. */
  function withConnection(value: unknown) {
    const { id, tables } = app.parse(value);
    const { url, publishableKey } = project();
    return { app: value, connection: { url, publishable_key: publishableKey, app_id: id, tables } };
  }

  return createRouter({
    '/apps': {
      POST: async (call) => {
        const { id, ...rest } = parse(newApp, await readJson(call.req.raw));
        const args = { ...rest, app_id: id, idempotency_key: call.req.header('idempotency-key') };
        const validation = { name: 'validate_schema', args: { spec: { tables: rest.tables ?? [] } } } as const;
        return call.json(withConnection(await callWithSpec(call.var.rpc, 'create_app', args, validation)), 201);
      },
      GET: async (call) => {
        const { after, limit, status } = parse(page, call.req.query());
        return call.json(await call.var.rpc('list_apps', { page_size: limit, after_id: after, status }));
      },
    },
    // Must precede /apps/:id. An id is a number, so no app has this path.
    '/apps/validate': {
      POST: async (call) => {
        const { tables, ...rest } = parse(candidate, await readJson(call.req.raw));
        const validation = { name: 'validate_schema', args: { spec: { tables }, ...rest } } as const;
        return call.json({ problems: await specProblems(call.var.rpc, validation) });
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
    // Plain text: the standards for whoever writes the code of the app, the types for its compiler.
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
        const args = { ...appParams(call), spec: parse(jsonObject, await readJson(call.req.raw)) };
        const validation = { name: 'validate_table', args } as const;
        return call.json({ table: await callWithSpec(call.var.rpc, 'create_table', args, validation) }, 201);
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
