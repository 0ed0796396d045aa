import { z } from 'zod';
import { AppshardError } from '../../../shared/errors.ts';
import type { Rpc } from '../_shared/platform_rpc.ts';
import { callWithSpec } from '../_shared/spec_calls.ts';

/** The part of plan_schema's result that is read here. The rest is passed through. */
const plan = z.looseObject({
  fingerprint: z.string(),
  operations: z.array(z.looseObject({ op: z.string(), table: z.string().nullish(), column: z.string().nullish() })),
  warnings: z.array(z.string()).default([]),
});
export type Plan = z.infer<typeof plan>;

/**
 * Returns the plan for a spec, and changes nothing. Planning validates the spec too.
 *
 * @throws AppshardError 400 with every problem of the spec
 */
export async function planOf(rpc: Rpc, appId: number, spec: unknown): Promise<Plan> {
  const args = { app_id: appId, spec };
  return plan.parse(await callWithSpec(rpc, 'plan_schema', args, { name: 'validate_schema', args }));
}

/**
 * Requires that the schema of the app is still the one that was sent to the model. A spec written for another schema would
 * drop the tables and columns that it does not know. Call it after planning: from then on, the fingerprint of the plan guards
 * against changes.
 *
 * @throws AppshardError 409 plan_outdated
 */
export async function requireUnchanged(rpc: Rpc, appId: number, described: unknown): Promise<void> {
  const now = await rpc('describe_app', { app_id: appId });
  if (JSON.stringify(now) === JSON.stringify(described)) return;
  throw new AppshardError({
    status: 409,
    code: 'plan_outdated',
    message: 'Cannot plan the schema: the tables of the app changed while the model was writing it',
    hint: 'Send the request again; the model then gets the current tables.',
  });
}

/** Carries out the plan and rolls it back, to find conflicts with existing rows before the plan is applied. */
export async function rehearse(
  rpc: Rpc,
  appId: number,
  spec: unknown,
  { fingerprint, operations }: Plan,
): Promise<void> {
  if (operations.length === 0) return;
  await rpc('apply_schema', {
    app_id: appId,
    spec,
    expected_fingerprint: fingerprint,
    allow_destructive: true,
    dry_run: true,
  });
}

/**
 * Carries out exactly this plan. Returns the result of apply_schema.
 *
 * @throws AppshardError 409 plan_outdated when the app has changed since, 409 destructive_change
 */
export function applyPlan(
  rpc: Rpc,
  appId: number,
  spec: unknown,
  { fingerprint }: Plan,
  allowDestructive: boolean,
): Promise<unknown> {
  return rpc('apply_schema', {
    app_id: appId,
    spec,
    expected_fingerprint: fingerprint,
    allow_destructive: allowDestructive,
  });
}
