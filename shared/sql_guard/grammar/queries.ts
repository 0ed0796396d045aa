import { checkReferenced, checkSource, checkTarget } from '../names.ts';
import { refuse } from '../refusal.ts';
import {
  as,
  each,
  is,
  isTree,
  items,
  mark,
  name,
  named,
  names,
  node,
  nodes,
  oneOf,
  unexpected,
  word,
} from '../rules.ts';
import type { Grammar, NodeRules, Place, Rule, Tree } from '../rules.ts';

/** Marks the statement as changing or locking rows, then checks the field. */
const writing = (rule: Rule): Rule => (value, at, parent) => {
  at.statement.writes = true;
  rule(value, at, parent);
};

/** A relation by its name. `check` decides which names are allowed at its position. */
const relation = (check: (relation: Tree, at: Place) => void): NodeRules => ({
  check,
  fields: {
    catalogname: () => refuse('schema_refused', 'a database name is not allowed here', 'Remove the database name.'),
    schemaname: checkedAlready,
    relname: checkedAlready,
    inh: mark,
    relpersistence: (value) => {
      if (value !== 'p') {
        refuse('option_refused', 'temporary and unlogged tables are not supported', 'Use WITH, or a table of the app.');
      }
    },
    alias: is('Alias'),
    location: mark,
  },
});

/** Accepts a field that the check of the whole relation covers. */
function checkedAlready(): void {}

const target = writing(is('Target'));

/** Statements that read and write rows, and everything in FROM. */
export const QUERIES: Grammar = {
  SelectStmt: {
    fields: {
      distinctClause: nodes,
      intoClause: () =>
        refuse('into_refused', 'SELECT INTO would create a table', 'Create the table, then use INSERT … SELECT.'),
      targetList: nodes,
      fromClause: nodes,
      whereClause: node,
      groupClause: nodes,
      groupDistinct: mark,
      havingClause: node,
      windowClause: nodes,
      valuesLists: nodes,
      sortClause: nodes,
      limitOffset: node,
      limitCount: node,
      limitOption: word,
      lockingClause: writing(each('LockingClause')),
      withClause: scoped,
      op: word,
      all: mark,
      larg: is('SelectStmt'),
      rarg: is('SelectStmt'),
    },
  },
  InsertStmt: {
    fields: {
      relation: target,
      cols: nodes,
      selectStmt: node,
      onConflictClause: is('OnConflictClause'),
      returningList: nodes,
      withClause: scoped,
      override: word,
    },
  },
  UpdateStmt: {
    fields: {
      relation: target,
      targetList: nodes,
      whereClause: node,
      fromClause: nodes,
      returningList: nodes,
      withClause: scoped,
    },
  },
  DeleteStmt: {
    fields: { relation: target, usingClause: nodes, whereClause: node, returningList: nodes, withClause: scoped },
  },
  MergeStmt: {
    fields: {
      relation: target,
      sourceRelation: node,
      joinCondition: node,
      mergeWhenClauses: each('MergeWhenClause'),
      returningList: nodes,
      withClause: scoped,
    },
  },
  MergeWhenClause: {
    fields: { matchKind: word, commandType: word, override: word, condition: node, targetList: nodes, values: nodes },
  },
  CommonTableExpr: {
    fields: {
      ctename: name,
      aliascolnames: names,
      ctematerialized: word,
      ctequery: node,
      search_clause: is('CTESearchClause'),
      cycle_clause: is('CTECycleClause'),
      location: mark,
    },
  },
  CTESearchClause: {
    fields: { search_col_list: names, search_breadth_first: mark, search_seq_column: name, location: mark },
  },
  CTECycleClause: {
    fields: {
      cycle_col_list: names,
      cycle_mark_column: name,
      cycle_mark_value: node,
      cycle_mark_default: node,
      cycle_path_column: name,
      location: mark,
    },
  },
  RangeVar: relation(checkSource),
  Target: relation(checkTarget),
  TargetIndex: relation((index, at) => checkTarget(index, at, true)),
  Referenced: relation(checkReferenced),
  // FOR UPDATE OF names an alias that is already in FROM.
  Locked: { fields: { relname: name, inh: mark, relpersistence: oneOf('p'), location: mark } },
  Alias: { fields: { aliasname: name, colnames: names } },
  JoinExpr: {
    fields: {
      jointype: word,
      isNatural: mark,
      larg: node,
      rarg: node,
      usingClause: names,
      join_using_alias: is('Alias'),
      quals: node,
      alias: is('Alias'),
      rtindex: mark,
    },
  },
  RangeSubselect: { fields: { lateral: mark, subquery: node, alias: is('Alias') } },
  RangeFunction: {
    fields: {
      lateral: mark,
      ordinality: mark,
      is_rowsfrom: mark,
      functions: nodes,
      alias: is('Alias'),
      coldeflist: each('ColumnDef'),
    },
  },
  RangeTableSample: {
    fields: {
      relation: node,
      method: named((words) => {
        if (!/^(?:system|bernoulli)$/.test(words.join('.'))) {
          refuse('option_refused', 'this sampling method is not allowed', 'Use SYSTEM or BERNOULLI.');
        }
      }),
      args: nodes,
      repeatable: node,
      location: mark,
    },
  },
  ResTarget: { fields: { name, indirection: nodes, val: node, location: mark } },
  GroupingSet: { fields: { kind: word, content: nodes, location: mark } },
  LockingClause: { fields: { lockedRels: each('RangeVar', 'Locked'), strength: word, waitPolicy: word } },
  InferClause: { fields: { indexElems: each('IndexElem'), whereClause: node, conname: name, location: mark } },
  OnConflictClause: {
    fields: { action: word, infer: is('InferClause'), targetList: nodes, whereClause: node, location: mark },
  },
};

/** Accepts a WITH clause, because `withScope` has checked it before the other fields. */
function scoped(): void {}

/**
 * Checks the common table expressions of a statement in order, and returns the place in which they can be named. Each can name
 * those before it, or all of them if WITH is RECURSIVE.
 */
export function withScope(statement: Tree, at: Place): Place {
  const clause = statement['withClause'];
  if (clause === undefined) return at;
  const { ctes: list, recursive, location: _location, ...rest } = isTree(clause)
    ? clause
    : unexpected('an unknown WITH clause');
  if (Object.keys(rest).length > 0) unexpected('an unknown WITH clause');
  const expressions = items(list).map((item) => as('CommonTableExpr', item) ?? unexpected('an unknown WITH clause'));
  const ctes = new Set(at.ctes);
  const add = (expression: Tree) => ctes.add(String(expression['ctename']));
  if (recursive === true) expressions.forEach(add);
  for (const expression of expressions) {
    at.visit('CommonTableExpr', expression, { ...at, ctes: new Set(ctes) });
    add(expression);
  }
  return { ...at, ctes };
}
