import { AppshardError } from '../../../shared/errors.ts';
import { type Template, TEMPLATES } from '../../../shared/templates.ts';
import type { Rpc } from '../_shared/platform_rpc.ts';
import { applyPlan, planOf, rehearse } from './planning.ts';

interface Application {
  appId: number;
  apply: boolean;
  allowDestructive: boolean;
}

/** @throws AppshardError 404 template_not_found */
export function templateOf(name: string): Template {
  const template = TEMPLATES.find((each) => each.name === name);
  if (template !== undefined) return template;
  throw new AppshardError({
    status: 404,
    code: 'template_not_found',
    message: `There is no template "${name}"`,
    hint: 'List the templates with GET /schema-generate/templates.',
  });
}

/** A template as a list has it. */
export function templateSummary({ name, title, description, spec }: Template): Record<string, unknown> {
  return { name, title, description, tables: spec.tables.map((table) => table.name) };
}

/** Plans a template for an app, tries the plan, and carries it out if that is wanted. The template is the whole app. */
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
