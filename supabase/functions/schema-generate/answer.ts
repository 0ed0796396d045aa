import { z } from 'zod';
import { type AnswerSchema, declined } from '../../../shared/ai/chat_model.ts';
import { jsonAnswer } from '../../../shared/ai/json_answer.ts';
import { fromStrict, type JsonSchema, strictSchema } from '../../../shared/ai/strict_schema.ts';
import { DEFAULT_FUNCTIONS } from '../../../shared/schema_spec/spec_lists.ts';
import { type SchemaSpec, schemaSpec } from '../../../shared/schema_spec/spec_shape.ts';

/** The JSON that the model is asked for: a spec with an explanation, or only the reason why there is no spec. */
const SHAPE: JsonSchema = z.toJSONSchema(
  z.strictObject({ explanation: z.string(), tables: schemaSpec.shape.tables.optional() }),
);

const RENAMES: readonly string[] = ['renamed_from', 'renamed_values'];

/** The defaults that a spec allows. The spec schema accepts any JSON here, but structured outputs need the exact types. */
const DEFAULT: JsonSchema = {
  anyOf: [
    { type: 'string' },
    { type: 'number' },
    { type: 'boolean' },
    { type: 'array', items: { anyOf: [{ type: 'string' }, { type: 'number' }] } },
    {
      type: 'object',
      properties: { function: { type: 'string', enum: [...DEFAULT_FUNCTIONS] } },
      required: ['function'],
      additionalProperties: false,
    },
  ],
};

/** The schema of an answer that changes an existing app. */
export const CHANGED_APP: AnswerSchema = { name: 'schema_spec', schema: strictSchema(SHAPE, DEFAULT) };

/** The schema of an answer for a new app, where nothing has a former name. */
export const NEW_APP: AnswerSchema = { name: 'schema_spec', schema: withoutRenames(CHANGED_APP.schema) };

function withoutRenames(schema: JsonSchema): JsonSchema {
  return JSON.parse(JSON.stringify(schema, (key, value) => {
    if (key === 'required' && Array.isArray(value)) return value.filter((name) => !RENAMES.includes(name));
    return RENAMES.includes(key) ? undefined : value;
  }));
}

const EXPLANATION_LENGTH = 2_000;

export interface Written {
  /** Everything in the answer except the explanation. Not validated. */
  spec: unknown;
  explanation?: string;
}

/**
 * Returns the spec in a model's answer, or undefined if the answer contains no JSON object.
 *
 * @throws AppshardError 422 ai_declined when the model declines to write a spec
 */
export function readAnswer(text: string): Written | undefined {
  const answer = jsonAnswer(text);
  if (answer === undefined) return undefined;
  const { explanation, ...spec } = answer;
  const said = typeof explanation === 'string' && explanation !== ''
    ? { explanation: explanation.slice(0, EXPLANATION_LENGTH) }
    : {};
  if (spec['tables'] === null) throw declined(said.explanation);
  return { spec: fromStrict(SHAPE, spec), ...said };
}

/** Returns a valid spec without former names, which a new app cannot have but models write anyway. */
export function asNew({ tables }: SchemaSpec): SchemaSpec {
  return {
    tables: tables.map(({ renamed_from: _, columns, ...table }) => ({
      ...table,
      columns: columns.map(({ renamed_from: _, renamed_values: __, ...column }) => column),
    })),
  };
}
