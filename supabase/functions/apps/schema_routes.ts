import { z } from 'zod';
import { jsonObject, parse, readJson } from '../_shared/input.ts';
import type { Call, Routes } from '../_shared/router.ts';
import { appParams, flag, integerParam, tableParams } from '../_shared/parameters.ts';
import { callWithSpec } from '../_shared/spec_calls.ts';

const spec = z.strictObject({ spec: jsonObject });
const application = spec.extend({
  expected_fingerprint: z.string().optional(),
  allow_destructive: z.boolean().optional(),
  dry_run: z.boolean().optional(),
});
const rollback = z.strictObject({ schema_change_id: z.int().positive().optional(), dry_run: z.boolean().optional() });
const changesPage = z.strictObject({ before: integerParam.optional(), limit: integerParam.optional() });
const change = z.strictObject({ allow_destructive: flag.optional(), dry_run: flag.optional() });

/** The routes that plan, change and roll back the schema of an app, and restore from its trash. The rules are in the database. */
export const schemaRoutes: Routes = {
  '/apps/:id/schema': {
    GET: async (call) => call.json(await call.var.rpc('describe_app', appParams(call))),
    POST: async (call) => {
      const body = parse(application, await readJson(call.req.raw));
      return call.json(await callWithSchema(call, 'apply_schema', body));
    },
  },
  '/apps/:id/schema/plan': {
    POST: async (call) => {
      const body = parse(spec, await readJson(call.req.raw));
      return call.json(await callWithSchema(call, 'plan_schema', body));
    },
  },
  '/apps/:id/schema/changes': {
    GET: async (call) => {
      const { before, limit } = parse(changesPage, call.req.query());
      const page = { ...appParams(call), page_size: limit, before_id: before };
      return call.json(await call.var.rpc('list_schema_changes', page));
    },
  },
  '/apps/:id/schema/rollback': {
    POST: async (call) => {
      const body = parse(rollback, await readJson(call.req.raw, {}));
      return call.json(await call.var.rpc('rollback_schema_change', { ...appParams(call), ...body }));
    },
  },
  '/apps/:id/dropped': {
    GET: async (call) => call.json({ dropped: await call.var.rpc('list_dropped', appParams(call)) }),
  },
  '/apps/:id/dropped/:dropped/restore': {
    POST: async (call) => call.json(await call.var.rpc('restore_dropped', ofDropped(call))),
  },
};

/** `PUT /apps/:id/tables/:name`: changes the table to match the spec. */
export async function alterTable(call: Call): Promise<Response> {
  const options = parse(change, call.req.query());
  const { app_id, name } = tableParams(call);
  const table = parse(jsonObject, await readJson(call.req.raw));
  // If the spec has another name, the table in the path is renamed.
  const wanted = { name, ...table, ...('name' in table && table['name'] !== name && { renamed_from: name }) };
  const args = { app_id, spec: wanted };
  const validation = { name: 'validate_table', args } as const;
  return call.json(await callWithSpec(call.var.rpc, 'alter_table', { ...args, ...options }, validation));
}

function callWithSchema(call: Call, name: string, body: { spec: unknown }): Promise<unknown> {
  const app = appParams(call);
  const validation = { name: 'validate_schema', args: { ...app, spec: body.spec } } as const;
  return callWithSpec(call.var.rpc, name, { ...app, ...body }, validation);
}

function ofDropped(call: Call): { app_id: number; dropped_id: number } {
  const { dropped } = parse(z.looseObject({ dropped: integerParam }), call.req.param());
  return { ...appParams(call), dropped_id: dropped };
}
