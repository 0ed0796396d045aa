import { z } from 'zod';
import { AppshardError } from '../../../shared/errors.ts';
import type { Problem } from '../../../shared/schema_spec/problem.ts';
import { accept } from './input.ts';
import type { Rpc } from './platform_rpc.ts';
import { sendingProblems } from './sendable.ts';

type Args = Record<string, unknown>;

/** The call that validates a spec: of a whole app or of one table. With `app_id`, it may reference the tables of that app. */
export interface Validation {
  name: 'validate_schema' | 'validate_table';
  args: { spec: unknown; app_id?: number | undefined };
}

const found = z.array(z.object({ path: z.string(), reason: z.string(), message: z.string(), hint: z.string() }));

/** Returns every problem that the database finds in a spec; [] for a valid one. */
export async function specProblems(rpc: Rpc, { name, args }: Validation): Promise<Problem[]> {
  const unsendable = sendingProblems(args.spec);
  return unsendable.length > 0 ? unsendable : found.parse(await rpc(name, { ...args }));
}

/**
 * Calls a function of the platform that takes a spec. The database refuses a spec with its first problem; only then does
 * this ask for all of them, so a valid spec costs one call.
 *
 * @throws AppshardError 400 with every problem of the spec, and the errors of the function itself
 */
export async function callWithSpec(rpc: Rpc, name: string, args: Args, validation: Validation): Promise<unknown> {
  accept(sendingProblems(validation.args.spec));
  try {
    return await rpc(name, args);
  } catch (error) {
    if (isSpecRefusal(error)) accept(await specProblems(rpc, validation));
    throw error;
  }
}

/** Some refusals with this SQLSTATE concern a valid spec, such as rename_source_missing. Validation then finds no problem. */
function isSpecRefusal(error: unknown): boolean {
  return error instanceof AppshardError && error.sqlstate === '22023' && error.code !== 'invalid_argument';
}
