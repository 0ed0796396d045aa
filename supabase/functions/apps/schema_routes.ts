import { z } from 'zod';
import { parse, schemaSpec, tableSpec } from '../_shared/input.ts';
import { type Call, route, type Routes } from '../_shared/router.ts';
import { appParams, flag, integerParam, tableParams } from '../_shared/parameters.ts';
import { callWithSpec } from '../_shared/spec_calls.ts';

const spec = z.strictObject({ spec: schemaSpec });
const application = spec.extend({
  expected_fingerprint: z.string().optional(),
  allow_destructive: z.boolean().optional(),
  dry_run: z.boolean().optional(),
});
const rollback = z.strictObject({ schema_change_id: z.int().positive().optional(), dry_run: z.boolean().optional() });
const changesPage = z.strictObject({ before: integerParam.optional(), limit: integerParam.optional() });
const change = z.strictObject({ allow_destructive: flag.optional(), dry_run: flag.optional() });

/** `PUT /apps/:id/tables/:name`: changes the table to match the spec. */
export const alterTable = route({
  summary: 'Change a table to match the spec; a spec with another name renames it',
  returns: 'the schema change',
  query: change,
  body: tableSpec,
}, async (call, { query, body: table }) => {
  const { app_id, name } = tableParams(call);
  const wanted = { name, ...table, ...('name' in table && table['name'] !== name && { renamed_from: name }) };
  const args = { app_id, spec: wanted };
  const validation = { name: 'validate_table', args } as const;
  return call.json(await callWithSpec(call.var.rpc, 'alter_table', { ...args, ...query }, validation));
});

/** The routes that plan, change and roll back the schema of an app, and restore from its trash. The rules are in the database. */
export const schemaRoutes: Routes = {
  '/apps/:id/schema': {
    GET: route(
      { summary: 'Describe an app', returns: 'the tables of the app as a spec, with its profiles and its fingerprint' },
      async (call) => call.json(await call.var.rpc('describe_app', appParams(call))),
    ),
    POST: route({
      summary: 'Change all tables of an app to match the spec',
      returns: 'the schema change',
      body: application,
    }, async (call, { body }) => call.json(await callWithSchema(call, 'apply_schema', body))),
  },
  '/apps/:id/schema/plan': {
    POST: route(
      { summary: 'Plan a change without making it', returns: 'the operations, their SQL and warnings', body: spec },
      async (call, { body }) => call.json(await callWithSchema(call, 'plan_schema', body)),
    ),
  },
  '/apps/:id/schema/changes': {
    GET: route({
      summary: 'List the schema changes of an app, in pages from the newest',
      returns: '`{"schema_changes", "next_before_id"}`',
      query: changesPage,
    }, async (call, { query: { before, limit } }) => {
      const page = { ...appParams(call), page_size: limit, before_id: before };
      return call.json(await call.var.rpc('list_schema_changes', page));
    }),
  },
  '/apps/:id/schema/rollback': {
    POST: route(
      { summary: 'Roll back the latest schema change', returns: 'the schema change', body: rollback, emptyBody: {} },
      async (call, { body }) =>
        call.json(await call.var.rpc('rollback_schema_change', { ...appParams(call), ...body })),
    ),
  },
  '/apps/:id/dropped': {
    GET: route(
      { summary: 'List what is in the trash', returns: '`{"dropped"}`' },
      async (call) => call.json({ dropped: await call.var.rpc('list_dropped', appParams(call)) }),
    ),
  },
  '/apps/:id/dropped/:dropped/restore': {
    POST: route(
      { summary: 'Restore a table or a column from the trash', returns: 'the schema change' },
      async (call) => call.json(await call.var.rpc('restore_dropped', ofDropped(call))),
    ),
  },
};

function callWithSchema(call: Call, name: string, body: { spec: unknown }): Promise<unknown> {
  const app = appParams(call);
  const validation = { name: 'validate_schema', args: { ...app, spec: body.spec } } as const;
  return callWithSpec(call.var.rpc, name, { ...app, ...body }, validation);
}

function ofDropped(call: Call): { app_id: number; dropped_id: number } {
  const { dropped } = parse(z.looseObject({ dropped: integerParam }), call.req.param());
  return { ...appParams(call), dropped_id: dropped };
}
