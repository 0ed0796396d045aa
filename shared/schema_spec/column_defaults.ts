import { z } from 'zod';
import { characters, isObject } from './problem.ts';
import * as limits from './spec_limits.ts';

/** What `{"function": name}` may stand for, by column type. Never SQL text. */
const FUNCTIONS: ReadonlyMap<string, readonly string[]> = new Map([
  ['date', ['now']],
  ['time', ['now']],
  ['timestamptz', ['now']],
  ['uuid', ['random_uuid', 'current_user_id']],
]);

export const DEFAULT_FUNCTIONS: readonly string[] = [...new Set([...FUNCTIONS.values()].flat())];

const TIME = '(?:[01][0-9]|2[0-3]):[0-5][0-9]';
const isTime = new RegExp(`^${TIME}(?::[0-5][0-9])?$`);
const moment = new RegExp(
  `^([0-9-]{10})T${TIME}:[0-5][0-9](?:\\.[0-9]{1,6})?(?:Z|[+-](?:0[0-9]|1[0-4]):[0-5][0-9])$`,
);
const isUuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Literals by column type. `vector` has none. */
const LITERALS: ReadonlyMap<string, (value: unknown) => boolean> = new Map([
  ['text', (value: unknown) => typeof value === 'string' && characters(value) <= limits.MAX_TEXT_DEFAULT],
  ['number', (value) => isNumberOf('number', value)],
  ['float', (value) => isNumberOf('float', value)],
  ['integer', (value) => isNumberOf('integer', value)],
  ['bigint', (value) => isNumberOf('bigint', value)],
  ['boolean', (value) => typeof value === 'boolean'],
  ['date', (value) => typeof value === 'string' && isDate(value)],
  ['time', (value) => typeof value === 'string' && isTime.test(value)],
  ['timestamptz', (value) => typeof value === 'string' && isMoment(value)],
  ['uuid', (value) => typeof value === 'string' && isUuid.test(value)],
  ['jsonb', (value) => z.json().safeParse(value).success],
  ['enum', (value) => typeof value === 'string'],
]);

/** Whatever the offset, the instant stays within the years 1 to 9999. */
function isMoment(value: string): boolean {
  const year = new Date(value).getUTCFullYear();
  return isDate(moment.exec(value)?.[1] ?? '') && year >= 1 && year <= 9999;
}

/** Whether `value` can be the default of a column of this canonical type, the column's own limits aside. */
export function isDefaultOf(type: string, value: unknown): boolean {
  if (type.endsWith('[]')) {
    const isElement = LITERALS.get(type.slice(0, -'[]'.length));
    return isElement !== undefined && Array.isArray(value) && value.length <= limits.MAX_ARRAY_DEFAULT &&
      value.every(isElement);
  }
  return LITERALS.get(type)?.(value) === true || isFunctionOf(type, value);
}

function isFunctionOf(type: string, value: unknown): boolean {
  return isObject(value) && Object.keys(value).join() === 'function' &&
    FUNCTIONS.get(type)?.some((name) => name === value['function']) === true;
}

/** Whether `value` is a number that a column of this numeric type takes, as a default or as a limit. */
export function isNumberOf(type: string, value: unknown): boolean {
  if (type === 'integer') return Number.isInteger(value) && isWithin(value, limits.INT4);
  return isWithin(value, limits.NUMBER) && (type !== 'bigint' || Number.isInteger(value));
}

/** Whether `value` is a number between two bounds, both included. */
export function isWithin(value: unknown, { minimum, maximum }: { minimum: number; maximum: number }): boolean {
  return typeof value === 'number' && value >= minimum && value <= maximum;
}

/** `YYYY-MM-DD`, a day of the calendar between the years 0001 and 9999. */
function isDate(value: string): boolean {
  const parts = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(value);
  if (parts === null || parts[1] === '0000') return false;
  const date = new Date(`${value}T00:00:00Z`);
  // An impossible day either has no time value or rolls over into the next month.
  return !Number.isNaN(date.getTime()) && date.getUTCDate() === Number(parts[3]);
}
