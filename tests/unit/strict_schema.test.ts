import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { fromStrict, type JsonSchema, strictSchema } from '../../shared/ai/strict_schema.ts';
import { isObject } from '../../shared/schema_spec/problem.ts';
import { schemaSpec } from '../../shared/schema_spec/spec_shape.ts';
import { validFixtures } from '../db/fixtures.ts';

// https://platform.openai.com/docs/guides/structured-outputs#supported-schemas

const ANY: JsonSchema = { anyOf: [{ type: 'string' }, { type: 'number' }] };
const shape: JsonSchema = z.toJSONSchema(schemaSpec);
const strict = strictSchema(shape, ANY);

/** Every schema within a schema. */
function parts(schema: unknown): JsonSchema[] {
  if (!isObject(schema)) return [];
  const { properties, items, anyOf } = schema;
  const inner = [
    ...Object.values(isObject(properties) ? properties : {}),
    items,
    ...(Array.isArray(anyOf) ? anyOf : []),
  ];
  return [schema, ...inner.flatMap(parts)];
}

describe('strictSchema', () => {
  it('keeps to the keywords of structured outputs', () => {
    const known = [
      'type',
      'properties',
      'required',
      'additionalProperties',
      'items',
      'anyOf',
      'enum',
      'pattern',
      'description',
    ];
    const bounds = ['minimum', 'maximum', 'minItems', 'maxItems'];
    expect(parts(strict).flatMap(Object.keys).filter((key) => ![...known, ...bounds].includes(key))).toEqual([]);
  });

  it('says of each part what type it has', () => {
    expect(parts(strict).filter((part) => part['type'] === undefined && part['anyOf'] === undefined)).toEqual([]);
  });

  it('requires every property and allows no other', () => {
    const objects = parts(strict).filter(({ type }) => type === 'object');
    expect(objects.length).toBeGreaterThan(4);
    for (const { properties, required, additionalProperties } of objects) {
      expect(required).toEqual(Object.keys(properties as object));
      expect(additionalProperties).toBe(false);
    }
  });

  it('stays within five levels of objects, and far from the limit of properties', () => {
    const depth = (schema: unknown): number =>
      isObject(schema)
        ? Number(schema['type'] === 'object') +
          Math.max(0, ...parts(schema).filter((part) => part !== schema).map(depth))
        : 0;
    expect(depth(strict)).toBeLessThanOrEqual(5);
    expect(JSON.stringify(strict).length).toBeLessThan(15_000);
  });

  it('makes a list of pairs of an object with free keys, and fromStrict an object of it', () => {
    const record = z.toJSONSchema(z.strictObject({ names: z.record(z.string(), z.string()).optional() }));
    expect(strictSchema(record, ANY)).toMatchObject({
      properties: { names: { anyOf: [{ type: 'array', items: { required: ['from', 'to'] } }, { type: 'null' }] } },
    });
    const pairs = [{ from: 'a', to: 'b' }, { from: '__proto__', to: 'c' }];
    const { names } = fromStrict(record, { names: pairs }) as { names: object };
    expect(Object.entries(names)).toEqual([['a', 'b'], ['__proto__', 'c']]);
    expect(fromStrict(record, { names: { a: 'b' } })).toEqual({ names: { a: 'b' } });
    expect(fromStrict(record, { names: ['a'] })).toEqual({ names: ['a'] });
  });
});

it.each(validFixtures)('the shape takes the valid fixture $name', ({ spec }) => {
  expect(schemaSpec.parse(spec)).toEqual(spec);
});

describe('fromStrict', () => {
  it.each(validFixtures.slice(0, 200))('takes nulls for what is left out: $name', ({ spec }) => {
    expect(fromStrict(shape, withNulls(shape, spec))).toEqual(spec);
  });

  it('leaves alone what it does not know', () => {
    for (const value of [null, 1, 'x', [], { tables: null }, { tables: [{ columns: null, more: null }] }]) {
      expect(fromStrict(shape, value)).toEqual(value);
    }
  });
});

/** The value as a model writes it that is held to the strict schema. */
function withNulls(schema: unknown, value: unknown): unknown {
  if (!isObject(schema)) return value;
  if (Array.isArray(value)) return value.map((element) => withNulls(schema['items'], element));
  if (!isObject(value) || !isObject(schema['properties'])) return value;
  return Object.fromEntries(
    Object.entries(schema['properties']).map(([name, property]) => [name, withNulls(property, value[name]) ?? null]),
  );
}
