import type { Tree, Value } from '../rules.ts';

/** Words that the constants of the parser abbreviate or split. */
const ABBREVIATIONS: ReadonlyMap<string, string> = new Map([
  ['seq', 'sequence'],
  ['trig', 'trigger'],
  ['matview', 'materialized view'],
  ['tabconstraint', 'constraint'],
  ['row security', 'row-level security'],
  ['table space', 'tablespace'],
]);

/** Returns a constant of the parser as words: `AT_DisableRowSecurity` as "disable row-level security". */
export function spelled(constant: Value | undefined, prefix: string): string {
  const words = String(constant).replace(prefix, '').replace(/(?<=[a-z])(?=[A-Z])|_/g, ' ').toLowerCase();
  const pattern = new RegExp(`\\b(?:${[...ABBREVIATIONS.keys()].join('|')})\\b`, 'g');
  return words.replace(pattern, (word) => ABBREVIATIONS.get(word) ?? word).slice(0, 60);
}

/** Returns whether a statement grants or revokes EXECUTE on named functions. */
export function isExecuteGrant(statement: Tree): boolean {
  return statement['targtype'] === 'ACL_TARGET_OBJECT' && statement['objtype'] === 'OBJECT_FUNCTION';
}
