import { isObject } from '../schema_spec/problem.ts';

/** A JSON Schema, as `z.toJSONSchema` builds it. */
export type JsonSchema = Record<string, unknown>;

/** Keywords that are copied. The rest is translated or dropped: structured outputs reject a keyword that they do not know. */
const KEPT = ['type', 'enum', 'pattern', 'minimum', 'maximum', 'minItems', 'maxItems', 'description'] as const;

/**
 * Converts a schema to OpenAI's subset for structured outputs. Every property is required there, so an optional one may be
 * null; an object with free keys becomes a list of `{from, to}`; a value of any kind becomes `anyValue`. `fromStrict` converts
 * a value back.
 */
export function strictSchema(schema: JsonSchema, anyValue: JsonSchema): JsonSchema {
  const translate = (part: unknown): JsonSchema => isObject(part) ? strictSchema(part, anyValue) : {};
  if (isRecord(schema)) return { ...listOfPairs(translate(schema['additionalProperties'])), ...described(schema) };
  if (isAny(schema)) return { ...anyValue, ...described(schema) };
  const kept = Object.fromEntries(KEPT.flatMap((key) => schema[key] === undefined ? [] : [[key, schema[key]]]));
  if (Array.isArray(schema['anyOf'])) {
    const { type, ...rest } = kept;
    return {
      ...rest,
      anyOf: schema['anyOf'].map((part) => ({ ...(type !== undefined && { type }), ...translate(part) })),
    };
  }
  if ('const' in schema) return { ...kept, enum: [schema['const']] };
  if (isObject(schema['items'])) return { ...kept, items: translate(schema['items']) };
  const properties = propertiesOf(schema);
  if (properties === undefined) return kept;
  const strict = Object.entries(properties).map(([name, property]) => {
    const translated = translate(property);
    return [name, isRequired(schema, name) ? translated : { anyOf: [translated, { type: 'null' }] }];
  });
  return {
    ...kept,
    properties: Object.fromEntries(strict),
    required: Object.keys(properties),
    additionalProperties: false,
  };
}

/**
 * Converts a value of the strict schema to one of the original schema: null for an optional property means that it is absent,
 * and a list of `{from, to}` is an object. Models without an enforced schema write such nulls too.
 */
export function fromStrict(schema: unknown, value: unknown): unknown {
  if (!isObject(schema)) return value;
  if (isRecord(schema)) return Array.isArray(value) && value.every(isPair) ? objectOf(value) : value;
  if (Array.isArray(value) && 'items' in schema) return value.map((element) => fromStrict(schema['items'], element));
  const properties = propertiesOf(schema);
  if (!isObject(value) || properties === undefined) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, field]) => {
      if (field === null && name in properties && !isRequired(schema, name)) return [];
      return [[name, fromStrict(properties[name], field)]];
    }),
  );
}

function isRecord(schema: JsonSchema): boolean {
  return schema['type'] === 'object' && schema['properties'] === undefined && isObject(schema['additionalProperties']);
}

function isAny(schema: JsonSchema): boolean {
  return !('type' in schema || 'anyOf' in schema || 'enum' in schema || 'const' in schema || 'pattern' in schema);
}

function described({ description }: JsonSchema): JsonSchema {
  return description === undefined ? {} : { description };
}

function listOfPairs(to: JsonSchema): JsonSchema {
  return {
    type: 'array',
    items: {
      type: 'object',
      properties: { from: { type: 'string' }, to },
      required: ['from', 'to'],
      additionalProperties: false,
    },
  };
}

function isPair(value: unknown): value is { from: string; to: unknown } {
  return isObject(value) && typeof value['from'] === 'string' && 'to' in value;
}

function objectOf(pairs: ReadonlyArray<{ from: string; to: unknown }>): Record<string, unknown> {
  return Object.fromEntries(pairs.map(({ from, to }) => [from, to]));
}

function propertiesOf(schema: JsonSchema): Record<string, unknown> | undefined {
  return isObject(schema['properties']) ? schema['properties'] : undefined;
}

function isRequired({ required }: JsonSchema, name: string): boolean {
  return Array.isArray(required) && required.includes(name);
}
