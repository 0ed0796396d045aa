import type { Message } from '../../../shared/ai/chat_model.ts';
import { dataBlock } from '../../../shared/ai/data_block.ts';
import { AppshardError } from '../../../shared/errors.ts';
import type { Problem } from '../../../shared/schema_spec/problem.ts';
import type { Plan } from './planning.ts';

/** Why an answer cannot be used: as problems for the model, which never contain a row, and as the error for the caller. */
export interface Fault {
  problems: ReadonlyArray<Record<string, unknown>>;
  error: AppshardError;
}

const MAX_PROBLEMS = 50;
const MAX_ECHO = 60_000;

/** Reasons of the database that concern only the spec, in addition to the problems of an invalid spec. */
const OF_THE_SPEC: ReadonlySet<string> = new Set([
  'rename_source_missing',
  'unsupported_type_change',
  'table_not_managed',
  'type_unavailable',
]);

/** Reasons whose messages quote rows: the operations that raise them, and the message for the model, which quotes no row. */
const OF_THE_ROWS: ReadonlyMap<string, { from: readonly string[]; message: string }> = new Map([
  ['cast_failed', {
    from: ['change_type'],
    message: 'has values that cannot be converted to the new type: keep its type',
  }],
  ['rows_without_value', {
    from: ['set_required', 'add_column'],
    message: 'would be required, but has rows without a value: give it a default, or do not require it',
  }],
  ['duplicate_values', {
    from: ['add_unique', 'add_index'],
    message: 'has the same value in several rows: do not make it unique',
  }],
  ['value_in_use', {
    from: ['change_values', 'add_limit'],
    message: 'has rows with the removed value: keep the value, or rename it',
  }],
  ['too_long_for_index', { from: ['add_limit'], message: 'has rows too long for an index: omit the index or unique' }],
  ['limit_violated', { from: ['add_limit', 'change_limit'], message: 'has rows outside the limit: omit the limit' }],
  ['reference_violated', {
    from: ['add_reference'],
    message: 'has rows that reference missing rows: omit the reference',
  }],
]);

/** Returns the fault of an answer without a spec. `isCut`: the answer was cut off at the token limit. */
export function unreadable(isCut: boolean): Fault {
  const message = isCut
    ? 'The answer was cut off because it was too long: omit optional fields and white space'
    : 'The answer is not a JSON object with "tables"';
  const problem: Problem = { path: '', reason: isCut ? 'too_large' : 'invalid_type', message };
  return { problems: [{ ...problem }], error: noValidSchema([problem]) };
}

/** Returns the fault of a spec with problems. */
export function invalid(problems: readonly Problem[]): Fault {
  const first = problems.slice(0, MAX_PROBLEMS).map((problem) => ({ ...problem }));
  return { problems: first, error: noValidSchema(problems) };
}

/** Returns why the database refused a valid spec, or undefined when another spec would not help. */
export function refusedBy(error: unknown, plan: Plan | undefined): Fault | undefined {
  if (!(error instanceof AppshardError)) return undefined;
  const { code, message, hint, path } = error;
  if (OF_THE_SPEC.has(code)) {
    const problem = { reason: code, message: message.slice(0, 500), hint, ...(path !== undefined && { path }) };
    return { problems: [problem], error };
  }
  const rows = OF_THE_ROWS.get(code);
  if (rows === undefined) return undefined;
  const operations = (plan?.operations ?? []).filter(({ op }) => rows.from.includes(op));
  const problems = operations.map(({ table, column }) => ({ reason: code, table, column, message: rows.message }));
  return {
    problems: [
      { reason: code, message: 'Existing rows in one of these columns conflict with the change' },
      ...problems,
    ],
    error,
  };
}

/** Returns the messages that ask the model to repair its answer. */
export function repair(answer: string, { problems }: Fault): Message[] {
  return [
    { role: 'assistant', content: answer.slice(0, MAX_ECHO) },
    {
      role: 'user',
      content: `This cannot be used:\n${dataBlock('problems', problems)}\n` +
        'Correct every problem and answer again with the whole JSON object.',
    },
  ];
}

function noValidSchema(problems: readonly Problem[]): AppshardError {
  const [first] = problems;
  const lastProblem = `${first?.path ?? ''} ${first?.message ?? ''}`.trim();
  return new AppshardError({
    status: 422,
    code: 'ai_no_valid_schema',
    message: `Cannot write the schema: no answer of the model was valid; the last problem was: ${lastProblem}`,
    hint: 'Rephrase the request, or ask for less at once.',
    problems,
  });
}
