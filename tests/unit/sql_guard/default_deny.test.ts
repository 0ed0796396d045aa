import { expect, it } from 'vitest';
import { openParser, type Parser } from '../../../shared/sql_guard/parser.ts';
import { Refused } from '../../../shared/sql_guard/refusal.ts';
import type { Value } from '../../../shared/sql_guard/rules.ts';
import { checkStatement } from '../../../shared/sql_guard/walk.ts';
import { APP_BODIES } from './pairs/app_bodies.ts';
import { APP_FUNCTIONS } from './pairs/app_functions.ts';
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

const parser = await openParser();

function passes(statement: Value, sql: string, use = parser): boolean {
  try {
    checkStatement(57, statement, sql, use);
    return true;
  } catch (error) {
    if (error instanceof Refused) return false;
    throw error;
  }
}

const TWINS = [
  ...HIDDEN_EXECUTION,
  ...SERVER_AND_NETWORK,
  ...OTHER_APPS,
  ...WEAKER_POLICIES,
  ...APP_FUNCTIONS,
  ...APP_BODIES,
].map(([, , twin]) => twin);

it.each(TWINS.filter((twin) => twin.length < 1_000))(
  'a node with an unlisted field is refused anywhere in %s',
  (sql) => {
    const { tree } = parser.parse(sql) as unknown as Parsed;
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

/** The parser, with an unlisted field in one object of the tree of a body. Returns whether the tree has such an object. */
function parserWith(number: number): { parser: Parser; isThere: () => boolean } {
  let isThere = false;
  return {
    isThere: () => isThere,
    parser: {
      ...parser,
      parseFunction: (sql) => {
        const parsed = parser.parseFunction(sql);
        if (parsed === null || 'error' in parsed) return parsed;
        const [, list, wrapper, ...objects] = objectsOf(parsed.tree);
        expect([list, wrapper]).toBeDefined();
        const object = objects[number];
        if (object !== undefined) object['unheard_of'] = true;
        isThere = object !== undefined;
        return parsed;
      },
    },
  };
}

it.each(APP_BODIES.map(([, , twin]) => twin).filter((twin) => /language plpgsql/.test(twin)))(
  'a node of PL/pgSQL with an unlisted field is refused anywhere in %s',
  (sql) => {
    const { tree } = parser.parse(sql) as unknown as Parsed;
    const open: number[] = [];
    for (let number = 0;; number += 1) {
      const { parser: changed, isThere } = parserWith(number);
      const hasPassed = tree.stmts.every(({ stmt }) => passes(stmt, sql, changed));
      if (!isThere()) break;
      if (hasPassed) open.push(number);
    }
    expect(open).toEqual([]);
  },
);
