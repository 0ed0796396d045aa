import { refuse, shown } from '../refusal.ts';
import { as, items, type Place, type Tree, type Value } from '../rules.ts';
import { bytesOf } from './fragment.ts';

/** The position of the check in a body. */
export interface Code extends Place {
  readonly body: string;
  /** Where each line of the body begins. */
  readonly lines: readonly number[];
  /** Where the line of the current node begins in the body. */
  readonly from: number;
  /** Returns the position in the SQL of a position in the body, both in bytes. */
  readonly locateBody: (location: number) => number;
  /** The expressions that were checked: the tree repeats variables. */
  readonly checked: Set<string>;
  /** The names of the cursors that the body declares, by the numbers of their variables. */
  readonly cursors: ReadonlyMap<number, string>;
}

/** Returns the place in the line of the body in which a node begins. The parser gives no other position. */
export function inLine(line: Value | undefined, at: Code): Code {
  if (typeof line !== 'number') return at;
  const from = at.lines[line - 1] ?? 0;
  return { ...at, from, location: 0, locate: outerLocate(at, from) };
}

/** Returns how a position after an index of the body becomes a position in the SQL. Computed only for refusals. */
export function outerLocate({ locateBody, body }: Code, from: number): (location: number) => number {
  return (location) => locateBody(bytesOf(body.slice(0, from)) + location);
}

export function cursorsIn(tree: Tree): ReadonlyMap<number, string> {
  return new Map(
    items(tree['datums']).flatMap((datum, number) => {
      const variable = as('PLpgSQL_var', datum);
      return variable?.['cursor_explicit_expr'] === undefined ? [] : [[number, String(variable['refname'])] as const];
    }),
  );
}

/**
 * A cursor variable holds the name of a portal. A body that could assign one could read from any portal of the session, also from
 * one of the platform.
 */
export function checkAssigned(variable: number, at: Code): void {
  const cursor = at.cursors.get(variable);
  if (cursor === undefined) return;
  refuse(
    'option_refused',
    `${shown(cursor)} is a cursor, which can only be opened, fetched from, moved, closed and looped over`,
    'Give the cursor a name that nothing else has.',
  );
}
