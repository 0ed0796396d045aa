import type { Random } from '../../../harness/random.ts';
import { choose } from '../../evolution/random_spec.ts';
import type { World } from '../world.ts';
import { ALTER_TABLES } from './alter_tables.ts';
import { COMMENTS } from './comments.ts';
import { COMPOUNDS } from './compounds.ts';
import { CREATES } from './creates.ts';
import { GRANTS } from './grants.ts';
import { OBJECTS } from './objects.ts';
import { ROWS } from './rows.ts';
import { StatementMaker } from './statement_maker.ts';
import { TABLE_PARTS } from './table_parts.ts';

const OTHERS = [...OBJECTS, ...GRANTS, ...COMMENTS, ...ROWS, ...COMPOUNDS];

/** A list that is repeated here is chosen from more often. A seed repeats its statements only while the order stays the same. */
const STATEMENTS = [
  ...CREATES,
  ...ALTER_TABLES,
  ...ALTER_TABLES,
  ...TABLE_PARTS,
  ...TABLE_PARTS,
  ...OTHERS,
  ...OTHERS,
];

/**
 * Returns random DDL of an app: anything that its role could try, including what the check of submitted SQL rejects. Names come
 * from the current world and from a few more, so that statements affect the results of earlier ones.
 */
export function randomStatement(world: World, random: Random): string {
  return choose(STATEMENTS, random)(new StatementMaker(world, random));
}
