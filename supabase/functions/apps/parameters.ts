import { z } from 'zod';
import { parse } from '../_shared/input.ts';
import type { Call } from '../_shared/router.ts';

/** A number in a path or a query. */
export const digits = z.string().regex(/^[0-9]{1,15}$/).transform(Number);
export const flag = z.enum(['true', 'false']).transform((value) => value === 'true');

export function ofApp(call: Call): { app_id: number } {
  const { id } = parse(z.looseObject({ id: digits }), call.req.param());
  return { app_id: id };
}

export function ofTable(call: Call): { app_id: number; name: string } {
  const { id, name } = parse(z.strictObject({ id: digits, name: z.string() }), call.req.param());
  return { app_id: id, name };
}
