import { z } from 'zod';
import { tableSpec } from '../_shared/input.ts';
import type { Project } from '../_shared/project.ts';
import { createRouter, route, type RouterDependencies, type Routes } from '../_shared/router.ts';
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
 * Returns the handler of the `apps` function: apps and their tables, for the platform that generates them.
 * `docs/error_codes.md` lists the errors.
 */
export function createHandler({ project, ...entrance }: Dependencies): (request: Request) => Promise<Response> {
  return createRouter(appsRoutes(project), entrance);
}

/**
 * Every route parses the request, calls one function of schema `platform` and returns its result. A purge calls two functions,
 * and a refused spec is validated as well.
 */
export function appsRoutes(project: () => Project): Routes {
  /** Returns `{"app", "connection"}`: the app, and everything that the generated app needs to connect to it. */
  function withConnection(value: unknown) {
    const { id, tables } = app.parse(value);
    const { url, publishableKey } = project();
    return { app: value, connection: { url, publishable_key: publishableKey, app_id: id, tables } };
  }

  return {
    '/apps': {
      POST: route({
        summary: 'Create an app, with its tables',
        returns: '`{"app", "connection"}`. A header `idempotency-key` makes it safe to send the request again.',
        status: 201,
        body: newApp,
      }, async (call, { body: { id, ...rest } }) => {
        const args = { ...rest, app_id: id, idempotency_key: call.req.header('idempotency-key') };
        const validation = { name: 'validate_schema', args: { spec: { tables: rest.tables ?? [] } } } as const;
        return call.json(withConnection(await callWithSpec(call.var.rpc, 'create_app', args, validation)), 201);
      }),
      GET: route(
        {
          summary: 'List the apps, in pages',
          returns: '`{"apps", "next_after_id"}`',
          query: page,
        },
        async (call, { query: { after, limit, status } }) =>
          call.json(await call.var.rpc('list_apps', { page_size: limit, after_id: after, status })),
      ),
    },
    // Must precede /apps/:id. An id is a number, so no app has this path.
    '/apps/validate': {
      POST: route({
        summary: 'Validate the tables of a spec, for a new app or for the app with `app_id`',
        returns: '`{"problems": [{"path", "reason", "message", "hint"}]}`',
        body: candidate,
      }, async (call, { body: { tables, ...rest } }) => {
        const validation = { name: 'validate_schema', args: { spec: { tables }, ...rest } } as const;
        return call.json({ problems: await specProblems(call.var.rpc, validation) });
      }),
    },
    '/apps/:id': {
      GET: route(
        { summary: 'Get an app', returns: '`{"app", "connection"}`' },
        async (call) => call.json(withConnection(await call.var.rpc('get_app', appParams(call)))),
      ),
      PATCH: route(
        { summary: 'Change the name or the signup policy of an app', returns: '`{"app"}`', body: appChanges },
        async (call, { body }) => call.json({ app: await call.var.rpc('update_app', { ...appParams(call), ...body }) }),
      ),
      DELETE: route({
        summary: 'Delete an app; with `purge=true` also everything that belongs to it, permanently',
        returns: '`{"app"}`, or the result of the purge',
        query: removal,
      }, async (call, { query: { purge } }) => {
        const deleted = await call.var.rpc('delete_app', appParams(call));
        return call.json(purge === true ? await call.var.rpc('purge_app', appParams(call)) : { app: deleted });
      }),
    },
    '/apps/:id/suspend': {
      POST: route(
        { summary: 'Suspend an app: it refuses everybody', returns: '`{"app"}`', body: suspension, emptyBody: {} },
        async (call, { body }) =>
          call.json({ app: await call.var.rpc('suspend_app', { ...appParams(call), ...body }) }),
      ),
    },
    '/apps/:id/resume': {
      POST: route(
        { summary: 'Resume a suspended app', returns: '`{"app"}`' },
        async (call) => call.json({ app: await call.var.rpc('resume_app', appParams(call)) }),
      ),
    },
    '/apps/:id/repair': {
      POST: route({
        summary: 'Create what an app lacks; with `desired`, also the app itself',
        returns: 'what was repaired',
        body: repair,
        emptyBody: {},
      }, async (call, { body }) => call.json(await call.var.rpc('repair_app', { ...appParams(call), ...body }))),
    },
    '/apps/:id/standards': {
      GET: route(
        {
          summary: 'Get the standards for whoever writes the code of the app',
          returns: 'Markdown',
          mediaType: 'text/markdown',
        },
        async (call) => textOf('text/markdown', await call.var.rpc('app_standards', appParams(call))),
      ),
    },
    '/apps/:id/types': {
      GET: route(
        { summary: 'Get the types of the app', returns: 'a TypeScript module', mediaType: 'text/plain' },
        async (call) => textOf('text/plain', await call.var.rpc('typescript_types', appParams(call))),
      ),
    },
    '/apps/:id/verify': {
      GET: route(
        { summary: 'Verify the protection of an app', returns: '`{"findings"}`, empty if the app is sound' },
        async (call) => call.json({ findings: await call.var.rpc('verify_app', appParams(call)) }),
      ),
    },
    '/apps/:id/tables': {
      POST: route(
        { summary: 'Create a table', returns: '`{"table"}`', status: 201, body: tableSpec },
        async (call, { body: spec }) => {
          const args = { ...appParams(call), spec };
          const validation = { name: 'validate_table', args } as const;
          return call.json({ table: await callWithSpec(call.var.rpc, 'create_table', args, validation) }, 201);
        },
      ),
      GET: route({ summary: 'List the tables of an app', returns: '`{"tables"}`' }, async (call) => {
        const { tables } = description.parse(await call.var.rpc('describe_app', appParams(call)));
        return call.json({ tables });
      }),
    },
    '/apps/:id/tables/:name': {
      GET: route(
        { summary: 'Describe a table', returns: '`{"table"}`' },
        async (call) => call.json({ table: await call.var.rpc('describe_table', tableParams(call)) }),
      ),
      PUT: alterTable,
      DELETE: route(
        { summary: 'Drop a table; it goes to the trash', returns: 'what went to the trash' },
        async (call) => call.json(await call.var.rpc('drop_table', tableParams(call))),
      ),
    },
    ...schemaRoutes,
  };
}

function textOf(mediaType: string, value: unknown): Response {
  return new Response(z.string().parse(value), { headers: { 'content-type': `${mediaType}; charset=utf-8` } });
}
