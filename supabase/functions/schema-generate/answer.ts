import { z } from 'zod';
import { type AnswerSchema, declined } from '../../../shared/ai/chat_model.ts';
import { jsonAnswer } from '../../../shared/ai/json_answer.ts';
import { fromStrict, type JsonSchema, strictSchema } from '../../../shared/ai/strict_schema.ts';
import { DEFAULT_FUNCTIONS } from '../../../shared/schema_spec/spec_lists.ts';
import { type SchemaSpec, schemaSpec } from '../../../shared/schema_spec/spec_shape.ts';

/** What the model is asked for: a spec with a sentence about it, or why there is none. */
const SHAPE: JsonSchema = z.toJSONSchema(
  z.strictObject({ explanation: z.string(), tables: schemaSpec.shape.tables.optional() }),
);

const RENAMES: readonly string[] = ['renamed_from', 'renamed_values'];

/** A default may be any JSON in a spec; structured outputs want it said which. */
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

/** What the answer looks like when an app is changed. */
export const CHANGED_APP: AnswerSchema = { name: 'schema_spec', schema: strictSchema(SHAPE, DEFAULT) };

/** The same for a new app, where nothing has a former name. */
export const NEW_APP: AnswerSchema = { name: 'schema_spec', schema: withoutRenames(CHANGED_APP.schema) };

function withoutRenames(schema: JsonSchema): JsonSchema {
  return JSON.parse(JSON.stringify(schema, (key, value) => {
    if (key === 'required' && Array.isArray(value)) return value.filter((name) => !RENAMES.includes(name));
    return RENAMES.includes(key) ? undefined : value;
  }));
}

const EXPLANATION_LENGTH = 2_000;

export interface Written {
  /** Whatever stood beside the explanation: not validated. */
  spec: unknown;
  explanation?: string;
}

/**
 * The spec in a model's answer, or undefined when there is no JSON object in it.
 *
 * @throws AppshardError 422 ai_declined when the model says that it will write none
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

/** A valid spec of a new app without what models say of former names all the same. */
export function asNew({ tables }: SchemaSpec): SchemaSpec {
  return {
    tables: tables.map(({ renamed_from: _, columns, ...table }) => ({
      ...table,
      columns: columns.map(({ renamed_from: _, renamed_values: __, ...column }) => column),
    })),
  };
}
