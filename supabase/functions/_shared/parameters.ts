import { z } from 'zod';
import { parse } from './input.ts';
import type { Call } from './router.ts';

/** A non-negative integer in a path or a query. */
export const integerParam = z.string().regex(/^[0-9]{1,15}$/).transform(Number);
/** A boolean in a query: `true` or `false`. */
export const flag = z.enum(['true', 'false']).transform((value) => value === 'true');

/** Returns the app id from the path. */
export function appParams(call: Call): { app_id: number } {
  const { id } = parse(z.looseObject({ id: integerParam }), call.req.param());
  return { app_id: id };
}

/** Returns the app id and the table name from the path. */
export function tableParams(call: Call): { app_id: number; name: string } {
  const { id, name } = parse(z.strictObject({ id: integerParam, name: z.string() }), call.req.param());
  return { app_id: id, name };
}
