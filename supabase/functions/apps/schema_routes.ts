import { z } from 'zod';
import { validateSchema, validateTable } from '../../../shared/schema_spec/schema_spec.ts';
import { accept, parse, readJson } from '../_shared/input.ts';
import type { Call, Routes } from '../_shared/router.ts';
import { appParams, flag, integerParam, tableParams } from '../_shared/parameters.ts';

const spec = z.strictObject({ spec: z.unknown() });
const application = spec.extend({
  expected_fingerprint: z.string().optional(),
  allow_destructive: z.boolean().optional(),
  dry_run: z.boolean().optional(),
});
const rollback = z.strictObject({ schema_change_id: z.int().positive().optional(), dry_run: z.boolean().optional() });
const changesPage = z.strictObject({ before: integerParam.optional(), limit: integerParam.optional() });
const change = z.strictObject({ allow_destructive: flag.optional(), dry_run: flag.optional() });

/** How an app's schema changes: plans, changes, and the trash. The database answers; nothing here decides. */
export const schemaRoutes: Routes = {
  '/apps/:id/schema': {
    GET: async (call) => call.json(await call.var.rpc('describe_app', appParams(call))),
    POST: async (call) => {
      const body = parse(application, await readJson(call.req.raw));
      acceptSchema(body.spec);
      return call.json(await call.var.rpc('apply_schema', { ...appParams(call), ...body }));
    },
  },
  '/apps/:id/schema/plan': {
    POST: async (call) => {
      const body = parse(spec, await readJson(call.req.raw));
      acceptSchema(body.spec);
      return call.json(await call.var.rpc('plan_schema', { ...appParams(call), ...body }));
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

/** `PUT /apps/:id/tables/:name`: the table becomes what the spec says. */
export async function alterTable(call: Call): Promise<Response> {
  const options = parse(change, call.req.query());
  const { app_id, name } = tableParams(call);
  const table = parse(z.looseObject({}), await readJson(call.req.raw));
  // With another name in the spec the table of the path is renamed.
  const wanted = { name, ...table, ...('name' in table && table['name'] !== name && { renamed_from: name }) };
  accept(validateTable(wanted).filter(({ reason }) => reason !== 'unknown_table'));
  return call.json(await call.var.rpc('alter_table', { app_id, spec: wanted, ...options }));
}

/** Only the database knows which tables of SQL this app has. */
function acceptSchema(value: unknown): void {
  accept(validateSchema(value).filter(({ reason }) => reason !== 'unknown_table'));
}

function ofDropped(call: Call): { app_id: number; dropped_id: number } {
  const { dropped } = parse(z.looseObject({ dropped: integerParam }), call.req.param());
  return { ...appParams(call), dropped_id: dropped };
}
