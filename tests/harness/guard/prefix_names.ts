import { createHash } from 'node:crypto';
import type { Node } from './sql_text.ts';

/** The names that the schema of a real app defines, which become app_<id>_<name> in an app of the shard. */
export interface GivenNames {
  relations: Set<string>;
  types: Set<string>;
  /** Names of indexes, and of constraints that are indexes. */
  indexes: Set<string>;
  /** Names of the other constraints, which belong to their table and keep their names. */
  constraints: Set<string>;
}

export function noNames(): GivenNames {
  return { relations: new Set(), types: new Set(), indexes: new Set(), constraints: new Set() };
}

const indexConstraints = ['CONSTR_PRIMARY', 'CONSTR_UNIQUE', 'CONSTR_EXCLUSION'];

/** Adds the names that a statement defines. */
export function collectNames(name: string, node: Node, names: GivenNames): void {
  const relation = node['relation'] as Node | undefined;
  if (name === 'CreateStmt' || name === 'CreateForeignTableStmt') addText(names.relations, relation?.['relname']);
  if (name === 'ViewStmt') addText(names.relations, (node['view'] as Node)['relname']);
  if (name === 'CreateTableAsStmt') addText(names.relations, ((node['into'] as Node)['rel'] as Node)['relname']);
  if (name === 'CreateSeqStmt') addText(names.relations, (node['sequence'] as Node)['relname']);
  if (name === 'IndexStmt') addText(names.indexes, node['idxname']);
  if (name === 'CreateEnumStmt') addText(names.types, lastName(node['typeName']));
  if (name === 'CreateDomainStmt') addText(names.types, lastName(node['domainname']));
  if (name === 'CompositeTypeStmt') addText(names.types, (node['typevar'] as Node)['relname']);
  if (name === 'RenameStmt') {
    const set = {
      OBJECT_TABLE: names.relations,
      OBJECT_VIEW: names.relations,
      OBJECT_INDEX: names.indexes,
      OBJECT_TYPE: names.types,
    }[
      String(node['renameType'])
    ];
    if (set !== undefined) addText(set, node['newname']);
  }
  visit(node, (key, value) => {
    if (key === 'Constraint') {
      addText(
        indexConstraints.includes(String(value['contype'])) ? names.indexes : names.constraints,
        value['conname'],
      );
    }
  });
}

/** Calls back for every object of a parse tree, with its key in the parent. */
export function visit(value: unknown, callback: (key: string, node: Node) => void, key = ''): void {
  if (Array.isArray(value)) { for (const item of value) visit(item, callback, key); }
  else if (typeof value === 'object' && value !== null) {
    callback(key, value as Node);
    for (const [inner, item] of Object.entries(value)) visit(item, callback, inner);
  }
}

/** The last part of a qualified name. */
function lastName(parts: unknown): string | undefined {
  const last = (parts as { String?: { sval?: string } }[] | undefined)?.at(-1);
  return last?.String?.sval;
}

/** Returns app_57_posts for posts. Other characters become _, and a long name is truncated and gets a hash. */
export function prefixed(prefix: string, name: string): string {
  const plain = prefix + name.toLowerCase().replace(/[^a-z0-9_]/g, '_').replace(/^(?![a-z])/, 'n');
  if (plain.length <= 63) return plain;
  return `${plain.slice(0, 56)}_${createHash('md5').update(name).digest('hex').slice(0, 6)}`;
}

function addText(set: Set<string>, value: unknown): void {
  if (typeof value === 'string') set.add(value);
}
