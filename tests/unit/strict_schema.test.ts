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

/** A schema and every schema nested in it. */
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
  it('uses only keywords that structured outputs allow', () => {
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

  it('gives every part a type', () => {
    expect(parts(strict).filter((part) => part['type'] === undefined && part['anyOf'] === undefined)).toEqual([]);
  });

  it('requires every property and allows no others', () => {
    const objects = parts(strict).filter(({ type }) => type === 'object');
    expect(objects.length).toBeGreaterThan(4);
    for (const { properties, required, additionalProperties } of objects) {
      expect(required).toEqual(Object.keys(properties as object));
      expect(additionalProperties).toBe(false);
    }
  });

  it('nests at most five levels of objects and stays far below the size limit', () => {
    const depth = (schema: unknown): number =>
      isObject(schema)
        ? Number(schema['type'] === 'object') +
          Math.max(0, ...parts(schema).filter((part) => part !== schema).map(depth))
        : 0;
    expect(depth(strict)).toBeLessThanOrEqual(5);
    expect(JSON.stringify(strict).length).toBeLessThan(15_000);
  });

  it('turns an object with arbitrary keys into a list of pairs, which fromStrict turns back into an object', () => {
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

it.each(validFixtures)('schemaSpec accepts the valid fixture $name', ({ spec }) => {
  expect(schemaSpec.parse(spec)).toEqual(spec);
});

describe('fromStrict', () => {
  it.each(validFixtures.slice(0, 200))('removes the nulls of omitted fields from the fixture $name', ({ spec }) => {
    expect(fromStrict(shape, withNulls(shape, spec))).toEqual(spec);
  });

  it('does not change a value that it does not recognise', () => {
    for (const value of [null, 1, 'x', [], { tables: null }, { tables: [{ columns: null, more: null }] }]) {
      expect(fromStrict(shape, value)).toEqual(value);
    }
  });
});

/** The value as a model writes it under the strict schema: with null for every omitted field. */
function withNulls(schema: unknown, value: unknown): unknown {
  if (!isObject(schema)) return value;
  if (Array.isArray(value)) return value.map((element) => withNulls(schema['items'], element));
  if (!isObject(value) || !isObject(schema['properties'])) return value;
  return Object.fromEntries(
    Object.entries(schema['properties']).map(([name, property]) => [name, withNulls(property, value[name]) ?? null]),
  );
}
