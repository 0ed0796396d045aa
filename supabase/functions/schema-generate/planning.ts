import { z } from 'zod';
import { AppshardError } from '../../../shared/errors.ts';
import type { Rpc } from '../_shared/platform_rpc.ts';
import { callWithSpec } from '../_shared/spec_calls.ts';

/** As much of plan_schema's answer as is read here; the rest passes through. */
const plan = z.looseObject({
  fingerprint: z.string(),
  operations: z.array(z.looseObject({ op: z.string(), table: z.string().nullish(), column: z.string().nullish() })),
  warnings: z.array(z.string()).default([]),
});
export type Plan = z.infer<typeof plan>;

/**
 * The plan for a spec. Changes nothing. To plan is also to validate.
 *
 * @throws AppshardError 400 with every problem of the spec
 */
export async function planOf(rpc: Rpc, appId: number, spec: unknown): Promise<Plan> {
  const args = { app_id: appId, spec };
  return plan.parse(await callWithSpec(rpc, 'plan_schema', args, { name: 'validate_schema', args }));
}

/**
 * A spec that was written for one schema must not be held against another: what it does not know of, it would drop. To be
 * called after the plan was made, whose fingerprint then guards the rest of the way.
 *
 * @throws AppshardError 409 plan_outdated
 */
export async function requireUnchanged(rpc: Rpc, appId: number, described: unknown): Promise<void> {
  const now = await rpc('describe_app', { app_id: appId });
  if (JSON.stringify(now) === JSON.stringify(described)) return;
  throw new AppshardError({
    status: 409,
    code: 'plan_outdated',
    message: 'The tables of the app were changed while the schema was written',
    hint: 'Ask again: the model then gets the tables as they are now.',
  });
}

/** Carries the plan out and takes it back: what the rows stand against is found now, not when it is applied. */
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
 * Carries out exactly this plan.
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
