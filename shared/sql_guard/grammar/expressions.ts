import { checkCall, checkColumn, checkIndirection, noteClaimRead, refuseFunction } from '../functions.ts';
import { checkSchema } from '../names.ts';
import { refuse } from '../refusal.ts';
import {
  as,
  each,
  type Grammar,
  is,
  items,
  literal,
  mark,
  name,
  named,
  node,
  nodes,
  oneOf,
  path,
  word,
} from '../rules.ts';
import { checkType } from '../types.ts';

/** An operator or collation: any name of PostgreSQL or an extension, because none of them changes anything. */
const shared = named((words, at) => checkSchema(words.length > 1 ? words[0] : undefined, at));

/** Expressions: everything that has a value. */
export const EXPRESSIONS: Grammar = {
  A_Const: {
    fields: {
      ival: is('Integer'),
      fval: is('Float'),
      boolval: is('Boolean'),
      sval: is('Literal'),
      bsval: is('BitString'),
      isnull: mark,
      location: mark,
    },
  },
  Integer: { fields: { ival: mark } },
  Float: { fields: { fval: literal } },
  Boolean: { fields: { boolval: mark } },
  BitString: { fields: { bsval: literal } },
  Literal: { fields: { sval: literal } },
  String: { fields: { sval: name } },
  List: { fields: { items: nodes } },
  ParamRef: { fields: { number: mark, location: mark } },
  ColumnRef: {
    check: (column, at) => {
      const words = items(column['fields']).filter((field) => as('A_Star', field) === undefined);
      checkColumn(path(words), at);
    },
    fields: { fields: nodes, location: mark },
  },
  A_Star: { fields: {} },
  A_Indices: { fields: { is_slice: mark, lidx: node, uidx: node } },
  A_Indirection: {
    check: ({ arg, indirection }, at) => checkIndirection(arg, items(indirection), at),
    fields: { arg: node, indirection: nodes },
  },
  A_Expr: {
    check: noteClaimRead,
    fields: { kind: word, name: shared, lexpr: node, rexpr: node, location: mark },
  },
  BoolExpr: { fields: { boolop: word, args: nodes, location: mark } },
  NullTest: { fields: { arg: node, nulltesttype: word, argisrow: mark, location: mark } },
  BooleanTest: { fields: { arg: node, booltesttype: word, location: mark } },
  CaseExpr: { fields: { arg: node, args: nodes, defresult: node, location: mark } },
  CaseWhen: { fields: { expr: node, result: node, location: mark } },
  CoalesceExpr: { fields: { args: nodes, location: mark } },
  MinMaxExpr: { fields: { op: word, args: nodes, location: mark } },
  A_ArrayExpr: { fields: { elements: nodes, location: mark } },
  RowExpr: { fields: { args: nodes, row_format: word, location: mark } },
  SubLink: { fields: { subLinkType: word, testexpr: node, operName: shared, subselect: node, location: mark } },
  TypeCast: { fields: { arg: node, typeName: is('TypeName'), location: mark } },
  TypeName: {
    fields: {
      names: named(checkType),
      typmods: nodes,
      typemod: mark,
      arrayBounds: each('Integer'),
      setof: () => refuse('type_refused', 'SETOF is not allowed here', 'Remove SETOF.'),
      location: mark,
    },
  },
  CollateClause: { fields: { arg: node, collname: shared, location: mark } },
  FuncCall: {
    fields: {
      funcname: named(checkCall),
      args: nodes,
      agg_order: nodes,
      agg_filter: node,
      over: is('WindowDef'),
      agg_within_group: mark,
      agg_star: mark,
      agg_distinct: mark,
      func_variadic: mark,
      funcformat: oneOf('COERCE_EXPLICIT_CALL', 'COERCE_SQL_SYNTAX'),
      location: mark,
    },
  },
  NamedArgExpr: { fields: { arg: node, name, argnumber: mark, location: mark } },
  SQLValueFunction: {
    check: ({ op }, at) => {
      if (
        !/^SVFOP_(?:CURRENT_DATE|(?:CURRENT|LOCAL)_?TIME(?:STAMP)?(?:_N)?|CURRENT_(?:ROLE|USER)|USER)$/.test(String(op))
      ) {
        refuseFunction(String(op).replace('SVFOP_', '').toLowerCase(), at);
      }
    },
    fields: { op: word, typmod: mark, location: mark },
  },
  GroupingFunc: { fields: { args: nodes, location: mark } },
  MergeSupportFunc: { fields: { location: mark } },
  SetToDefault: { fields: { location: mark } },
  MultiAssignRef: { fields: { source: node, colno: mark, ncolumns: mark } },
  WindowDef: {
    fields: {
      name,
      refname: name,
      partitionClause: nodes,
      orderClause: nodes,
      frameOptions: mark,
      startOffset: node,
      endOffset: node,
      location: mark,
    },
  },
  SortBy: { fields: { node, sortby_dir: word, sortby_nulls: word, useOp: shared, location: mark } },
  XmlExpr: { check: (_node, at) => refuseFunction('xml functions', at), fields: {} },
  XmlSerialize: { check: (_node, at) => refuseFunction('xmlserialize', at), fields: {} },
};
