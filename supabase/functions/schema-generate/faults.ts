import type { Message } from '../../../shared/ai/chat_model.ts';
import { dataBlock } from '../../../shared/ai/data_block.ts';
import { AppshardError } from '../../../shared/errors.ts';
import type { Problem } from '../../../shared/schema_spec/problem.ts';
import type { Plan } from './planning.ts';

/** Why an answer cannot be used: in words for the model, which hold no row, and as the error for the caller. */
export interface Fault {
  problems: ReadonlyArray<Record<string, unknown>>;
  error: AppshardError;
}

const MAX_PROBLEMS = 50;
const MAX_ECHO = 60_000;

/** Reasons of the database that concern only the spec, beside the problems of an invalid one. */
const OF_THE_SPEC: ReadonlySet<string> = new Set([
  'rename_source_missing',
  'unsupported_type_change',
  'table_not_managed',
  'type_unavailable',
]);

/** Reasons that speak of rows: the operations that they can come from, and what the model is told instead of the rows. */
const OF_THE_ROWS: ReadonlyMap<string, { from: readonly string[]; message: string }> = new Map([
  ['cast_failed', { from: ['change_type'], message: 'has values that do not fit the new type: keep its type' }],
  ['rows_without_value', {
    from: ['set_required', 'add_column'],
    message: 'would be required, but there are rows without a value: give it a default, or do not require it',
  }],
  ['duplicate_values', {
    from: ['add_unique', 'add_index'],
    message: 'has the same value in several rows: not unique',
  }],
  ['value_in_use', { from: ['remove_value'], message: 'has rows with the value that is gone: keep it, or rename it' }],
  ['limit_violated', { from: ['add_limit'], message: 'has rows beyond the limit: leave the limit out' }],
  ['reference_violated', {
    from: ['add_reference'],
    message: 'has rows that reference nothing: leave the reference out',
  }],
]);

/** An answer that holds no spec at all. */
export function unreadable(isCut: boolean): Fault {
  const message = isCut
    ? 'The answer was cut because it was too long: leave out what is optional, and write no white space'
    : 'The answer is no JSON object with "tables"';
  const problem: Problem = { path: '', reason: isCut ? 'too_large' : 'invalid_type', message };
  return { problems: [{ ...problem }], error: noValidSchema([problem]) };
}

/** A spec with problems, each with its path. */
export function invalid(problems: readonly Problem[]): Fault {
  const first = problems.slice(0, MAX_PROBLEMS).map((problem) => ({ ...problem }));
  return { problems: first, error: noValidSchema(problems) };
}

/** What the database has against a valid spec, or undefined when no other spec could help. */
export function refusedBy(error: unknown, plan: Plan | undefined): Fault | undefined {
  if (!(error instanceof AppshardError)) return undefined;
  const { code, message, hint, path } = error;
  if (OF_THE_SPEC.has(code)) {
    const problem = { reason: code, message: message.slice(0, 500), hint, ...(path !== undefined && { path }) };
    return { problems: [problem], error };
  }
  const rows = OF_THE_ROWS.get(code);
  if (rows === undefined) return undefined;
  const places = (plan?.operations ?? []).filter(({ op }) => rows.from.includes(op));
  const problems = places.map(({ table, column }) => ({ reason: code, table, column, message: rows.message }));
  return {
    problems: [{ reason: code, message: 'The rows of one of these columns stand against it' }, ...problems],
    error,
  };
}

/** The messages that have the model mend its answer. */
export function repair(answer: string, { problems }: Fault): Message[] {
  return [
    { role: 'assistant', content: answer.slice(0, MAX_ECHO) },
    {
      role: 'user',
      content: `This cannot be used:\n${dataBlock('problems', problems)}\n` +
        'Correct each of them and answer again, with the whole JSON object.',
    },
  ];
}

function noValidSchema(problems: readonly Problem[]): AppshardError {
  const [first] = problems;
  return new AppshardError({
    status: 422,
    code: 'ai_no_valid_schema',
    message: `The model wrote no schema that can be used; the last one: ${first?.path ?? ''} ${first?.message ?? ''}`,
    hint: 'Ask in other words, or for less at once.',
    problems,
  });
}
