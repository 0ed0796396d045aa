import { AppshardError } from '../../../shared/errors.ts';
import { type Template, TEMPLATES } from '../../../shared/templates.ts';
import type { Rpc } from '../_shared/platform_rpc.ts';
import { applyPlan, planOf, rehearse } from './planning.ts';

interface Application {
  appId: number;
  apply: boolean;
  allowDestructive: boolean;
}

/**
 * Returns the template with this name.
 *
 * @throws AppshardError 404 template_not_found
 */
export function templateOf(name: string): Template {
  const template = TEMPLATES.find((each) => each.name === name);
  if (template !== undefined) return template;
  throw new AppshardError({
    status: 404,
    code: 'template_not_found',
    message: `Cannot use template "${name}": there is no such template`,
    hint: 'List the templates with GET /schema-generate/templates.',
  });
}

/** Returns a template as it appears in the list. */
export function templateSummary({ name, title, description, spec }: Template): Record<string, unknown> {
  return { name, title, description, tables: spec.tables.map((table) => table.name) };
}

/**
 * Plans a template for an app, rehearses the plan, and applies it if `apply` is set. A template is the spec of a whole app: the
 * plan drops the tables that the template does not have.
 */
export async function applyTemplate(
  rpc: Rpc,
  { spec }: Template,
  { appId, apply, allowDestructive }: Application,
): Promise<Record<string, unknown>> {
  const plan = await planOf(rpc, appId, spec);
  const answer = { spec, plan, warnings: plan.warnings };
  await rehearse(rpc, appId, spec, plan);
  return apply ? { ...answer, applied: await applyPlan(rpc, appId, spec, plan, allowDestructive) } : answer;
}
