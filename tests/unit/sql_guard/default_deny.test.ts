import { expect, it } from 'vitest';
import { parse } from '../../../shared/sql_guard/parser.ts';
import { Refused } from '../../../shared/sql_guard/refusal.ts';
import type { Value } from '../../../shared/sql_guard/rules.ts';
import { checkStatement } from '../../../shared/sql_guard/walk.ts';
import { HIDDEN_EXECUTION } from './pairs/hidden_execution.ts';
import { OTHER_APPS } from './pairs/other_apps.ts';
import { SERVER_AND_NETWORK } from './pairs/server_and_network.ts';
import { WEAKER_POLICIES } from './pairs/weaker_policies.ts';

interface Parsed {
  tree: { stmts: Array<{ stmt: Value }> };
}

/** Every object in a tree, beginning with the tree itself. */
function* objectsOf(value: unknown): Generator<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield value as Record<string, unknown>;
  for (const inner of Object.values(value)) yield* objectsOf(inner);
}

function passes(statement: Value, sql: string): boolean {
  try {
    checkStatement(57, statement, sql);
    return true;
  } catch (error) {
    if (error instanceof Refused) return false;
    throw error;
  }
}

const TWINS = [...HIDDEN_EXECUTION, ...SERVER_AND_NETWORK, ...OTHER_APPS, ...WEAKER_POLICIES].map(([, , twin]) => twin);

it.each(TWINS.filter((twin) => twin.length < 1_000))(
  'a node with an unlisted field is refused anywhere in %s',
  async (sql) => {
    const { tree } = await parse(sql) as Parsed;
    const open: string[] = [];
    for (const { stmt } of tree.stmts) {
      expect(passes(stmt, sql)).toBe(true);
      for (const object of objectsOf(stmt)) {
        const before = JSON.stringify(object);
        for (const unheard of [true, 'app_58_todos', { String: { sval: 'app_58_todos' } }]) {
          object['unheard_of'] = unheard;
          if (passes(stmt, sql)) open.push(before);
          delete object['unheard_of'];
        }
      }
    }
    expect(open).toEqual([]);
  },
);
