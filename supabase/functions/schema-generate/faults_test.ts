import assert from 'node:assert/strict';
import { AppshardError } from '../../../shared/errors.ts';
import { refusedBy } from './faults.ts';
import type { Plan } from './planning.ts';

function planWith(op: string): Plan {
  const operation = { op, table: 'todos', column: 'state', destructive: false };
  return { operations: [operation] } as unknown as Plan;
}

for (
  const [reason, op] of [
    ['cast_failed', 'change_type'],
    ['rows_without_value', 'set_required'],
    ['duplicate_values', 'add_unique'],
    ['value_in_use', 'change_values'],
    ['value_in_use', 'add_limit'],
    ['too_long_for_index', 'add_limit'],
    ['limit_violated', 'add_limit'],
    ['limit_violated', 'change_limit'],
    ['reference_violated', 'add_reference'],
  ] as const
) {
  Deno.test(`the model is told which column conflicts with its rows: ${reason} of ${op}`, () => {
    const error = new AppshardError({ status: 400, code: reason, message: 'the rows with id 7', hint: 'Fix them.' });
    const problems = refusedBy(error, planWith(op))?.problems ?? [];
    assert.deepEqual(problems.map(({ table, column }) => [table, column]), [[undefined, undefined], [
      'todos',
      'state',
    ]]);
    assert.doesNotMatch(JSON.stringify(problems), /id 7/);
  });
}
