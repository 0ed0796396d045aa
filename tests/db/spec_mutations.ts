// Generated specs: fixtures with one to three random changes, the same in every run.
import { pick, type Random } from '../harness/random.ts';

type Container = unknown[] | Record<string, unknown>;

const KEYS = [
  'name',
  'type',
  'required',
  'unique',
  'default',
  'references',
  'description',
  'max_length',
  'min_length',
  'min',
  'max',
  'values',
  'table',
  'column',
  'on_delete',
  'columns',
  'indexes',
  'scope',
  'display_name',
  'tables',
  'function',
  'sql',
  '__proto__',
  '',
  'a.b',
  'a[0]',
  'renamed_from',
  'renamed_values',
];

const VALUES: readonly unknown[] = [
  null,
  true,
  false,
  0,
  1,
  -1,
  1.5,
  100,
  101,
  2_147_483_648,
  -2_147_483_649,
  9_007_199_254_740_992,
  1e300,
  -1e-7,
  '',
  'a',
  'A',
  'users',
  'lists',
  'todos',
  'select',
  'id',
  'user_id',
  'xmin',
  'value',
  'text',
  'string',
  'number',
  'decimal',
  'integer',
  'bigint',
  'float',
  'boolean',
  'date',
  'time',
  'datetime',
  'uuid',
  'json',
  'jsonb',
  'enum',
  'text[]',
  'integer[]',
  'number[]',
  'uuid[]',
  'vector',
  'vector(3)',
  'vector(2001)',
  'private',
  'user_scoped',
  'shared',
  'cascade',
  'set_null',
  'restrict',
  '2026-02-28',
  '2026-02-30',
  '10:30',
  '24:00',
  '2026-01-02T03:04:05Z',
  '2026-01-02T03:04:05.123456+14:00',
  '3f8a0b52-4f67-4c1e-9f0a-1d2c3b4a5e6f',
  "'; drop table platform.apps; --",
  'é\u200b',
  '\u{1f980}',
  'a\nb',
  'x'.repeat(49),
  'y'.repeat(64),
  'z'.repeat(101),
  [],
  {},
  ['a'],
  ['a', 'a'],
  ['id', 'id'],
  [1, 2],
  [null],
  [[]],
  { a: 1 },
  { function: 'now' },
  { function: 'random_uuid' },
  { function: 'current_user_id' },
  { function: 'now', more: 1 },
  { table: 'users' },
  { table: 'todos', on_delete: 'set_null' },
  { columns: ['value'] },
  { columns: ['id'], unique: true },
  { name: 'value', type: 'text' },
  { name: 'other', type: 'nope' },
  { a: 'open' },
  { open: 'done' },
  { low: 'high' },
  { medium: 'low' },
  { a: null },
];

/** Returns a copy of a document with one to three random changes. */
export function mutate(document: unknown, random: Random): unknown {
  let copy = structuredClone(document);
  for (let count = 1 + Math.floor(random() * 3); count > 0; count--) {
    const containers = containersOf(copy);
    const container = pick(containers, random);
    if (container === undefined) return pick(VALUES, random);
    change(container, random);
  }
  return copy;
}

function change(container: Container, random: Random): void {
  const value = structuredClone(pick(VALUES, random));
  const kind = random();
  if (Array.isArray(container)) {
    const at = Math.floor(random() * container.length);
    if (kind < 0.4 && container.length > 0) container[at] = value;
    else if (kind < 0.6 && container.length > 0) container.push(structuredClone(container[at]));
    else if (kind < 0.7) container.splice(at, 1);
    else container.push(value);
    return;
  }
  const keys = Object.keys(container);
  const present = pick(keys, random);
  if (kind < 0.5 && present !== undefined) set(container, present, value);
  else if (kind < 0.6 && present !== undefined) Reflect.deleteProperty(container, present);
  else set(container, pick(KEYS, random) ?? 'sql', value);
}

/** Sets a field. Plain assignment to `__proto__` would change the prototype, but JSON.parse creates a field. */
function set(container: Record<string, unknown>, key: string, value: unknown): void {
  Object.defineProperty(container, key, { value, writable: true, enumerable: true, configurable: true });
}

function containersOf(value: unknown): Container[] {
  if (typeof value !== 'object' || value === null) return [];
  const container = value as Container;
  return [container, ...Object.values(container).flatMap(containersOf)];
}
