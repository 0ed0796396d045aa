import { z } from 'zod';
import { parse } from './input.ts';
import type { Call } from './router.ts';

/** A number in a path or a query. */
export const integerParam = z.string().regex(/^[0-9]{1,15}$/).transform(Number);
export const flag = z.enum(['true', 'false']).transform((value) => value === 'true');

export function appParams(call: Call): { app_id: number } {
  const { id } = parse(z.looseObject({ id: integerParam }), call.req.param());
  return { app_id: id };
}

export function tableParams(call: Call): { app_id: number; name: string } {
  const { id, name } = parse(z.strictObject({ id: integerParam, name: z.string() }), call.req.param());
  return { app_id: id, name };
}
