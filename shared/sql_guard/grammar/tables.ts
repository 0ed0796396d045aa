import { checkNewColumn, checkOwn, checkOwnPath } from '../names.ts';
import { INDEX_OPTIONS, SEQUENCE_OPTIONS, TABLE_OPTIONS, VIEW_OPTIONS } from '../option_lists.ts';
import { hint, refuse, shown } from '../refusal.ts';
import {
  as,
  INDEXED,
  is,
  items,
  mark,
  name,
  names,
  node,
  nodes,
  oneOf,
  options,
  optionText,
  path,
  unexpected,
  unwrap,
  withoutCalls,
  word,
} from '../rules.ts';
import type { Grammar, Place, Rule, Tree, Value } from '../rules.ts';
import { spelled } from './spelled.ts';

const refused = (what: string, hint: string): Rule => () => refuse('option_refused', what, hint);
const indexed = (rule: Rule): Rule => withoutCalls(INDEXED, rule);
const noTablespace = refused('the tablespace cannot be chosen', 'Remove TABLESPACE.');
const noPartitions = refused('partitions are not supported', 'Use one table with an index.');
const checkedAlready: Rule = () => {};
const ALWAYS_INVOKER = 'a view always has security_invoker, so that it shows only what its reader may read';
const INVOKER_HINT = 'Leave the statement out, and write a policy for the rows that the view is to show.';
const OWNER = 'Leave the statement out: the role of the app owns what it creates.';

/** The name of an index: it begins with the prefix of the app, or with idx_ or similar and the prefix. */
const ownIndex: Rule = (value, at) => checkOwn(undefined, String(value), at, true);

/** The definition of each action of ALTER TABLE: nothing, an expression, or a node of this type. Other actions are refused. */
const ACTIONS: ReadonlyMap<Value | undefined, string | undefined> = new Map([
  ['AT_AddColumn', 'ColumnDef'],
  ['AT_DropColumn', undefined],
  ['AT_ColumnDefault', 'expression'],
  ['AT_SetNotNull', undefined],
  ['AT_DropNotNull', undefined],
  ['AT_SetExpression', 'expression'],
  ['AT_DropExpression', undefined],
  ['AT_AlterColumnType', 'ColumnDef'],
  ['AT_SetStatistics', 'Integer'],
  ['AT_SetStorage', 'String'],
  ['AT_SetCompression', 'String'],
  ['AT_AddIdentity', 'Constraint'],
  ['AT_SetIdentity', 'List'],
  ['AT_DropIdentity', undefined],
  ['AT_AddConstraint', 'Constraint'],
  ['AT_ValidateConstraint', undefined],
  ['AT_DropConstraint', undefined],
  ['AT_EnableRowSecurity', undefined],
  ['AT_ForceRowSecurity', undefined],
  ['AT_SetRelOptions', 'List'],
  ['AT_ResetRelOptions', 'List'],
  // The guard of the database leaves it out.
  ['AT_ChangeOwner', undefined],
  ['AT_ReplicaIdentity', 'ReplicaIdentityStmt'],
]);

const VIEW_ACTIONS: ReadonlySet<string> = new Set([
  'AT_SetRelOptions',
  'AT_ResetRelOptions',
  'AT_ColumnDefault',
  'AT_ChangeOwner',
]);

/** The objects that can be altered, with the check of the name, the actions and the options of each. */
const ALTERED = new Map([
  ['OBJECT_TABLE', {
    target: 'Target',
    takes: (action: string) => action !== 'AT_ResetRelOptions' && ACTIONS.has(action),
    known: TABLE_OPTIONS,
  }],
  ['OBJECT_INDEX', {
    target: 'TargetIndex',
    takes: (action: string) => action === 'AT_SetRelOptions',
    known: INDEX_OPTIONS,
  }],
  ['OBJECT_VIEW', {
    target: 'Target',
    takes: (action: string) => VIEW_ACTIONS.has(action),
    known: VIEW_OPTIONS,
  }],
]);

/** CREATE TABLE, ALTER TABLE and their parts. */
export const TABLES: Grammar = {
  CreateStmt: {
    check: ({ tableElts }) =>
      items(tableElts).forEach((element) => checkNewColumn(as('ColumnDef', element)?.['colname'])),
    fields: {
      relation: is('Target'),
      tableElts: nodes,
      options: options(TABLE_OPTIONS),
      oncommit: oneOf('ONCOMMIT_NOOP'),
      if_not_exists: mark,
      inhRelations: refused('table inheritance is not supported', 'Write out the columns.'),
      partbound: noPartitions,
      partspec: noPartitions,
      ofTypename: refused('tables of a type are not supported', 'Write out the columns.'),
      tablespacename: noTablespace,
      accessMethod: refused('the access method cannot be chosen', 'Remove USING.'),
    },
  },
  TableLikeClause: {
    check: () => refuse('option_refused', 'LIKE would copy another table', 'Write out the columns.'),
    fields: {},
  },
  ColumnDef: {
    fields: {
      colname: name,
      typeName: is('TypeName'),
      inhcount: mark,
      is_local: mark,
      is_not_null: mark,
      raw_default: node,
      collClause: is('CollateClause'),
      constraints: nodes,
      storage_name: name,
      compression: name,
      location: mark,
    },
  },
  Constraint: {
    fields: {
      contype: word,
      // The guard of the database adds the prefix if the constraint creates an index.
      conname: name,
      deferrable: mark,
      initdeferred: mark,
      skip_validation: mark,
      initially_valid: mark,
      is_no_inherit: mark,
      raw_expr: (value, at, constraint) =>
        (constraint['contype'] === 'CONSTR_GENERATED' ? indexed(node) : node)(value, at, constraint),
      generated_when: oneOf('a', 'd'),
      nulls_not_distinct: mark,
      keys: names,
      including: names,
      exclusions: indexed(nodes),
      options: (value, at, constraint) =>
        options(constraint['contype'] === 'CONSTR_IDENTITY' ? SEQUENCE_OPTIONS : TABLE_OPTIONS)(value, at, constraint),
      indexname: ownIndex,
      indexspace: noTablespace,
      access_method: oneOf('btree', 'hash', 'gist', 'spgist'),
      where_clause: indexed(node),
      pktable: is('Referenced'),
      fk_attrs: names,
      pk_attrs: names,
      fk_matchtype: oneOf('s', 'f', 'p'),
      fk_upd_action: oneOf('a', 'r', 'c', 'n', 'd'),
      fk_del_action: oneOf('a', 'r', 'c', 'n', 'd'),
      fk_del_set_cols: names,
      location: mark,
    },
  },
  AlterTableStmt: {
    fields: {
      relation: (value, at, statement) => is(altered(statement).target)(value, at, statement),
      cmds: (value, at, statement) => items(value).forEach((command) => checkAction(command, at, statement)),
      objtype: word,
      missing_ok: mark,
    },
  },
  AlterTableCmd: {
    fields: { subtype: word, name, behavior: word, missing_ok: mark, def: checkedAlready, newowner: is('NewOwner') },
  },
  NewOwner: {
    check: ({ rolename }) => {
      if (rolename === 'postgres') return;
      refuse('option_refused', `the owner cannot be ${shown(String(rolename))}`, OWNER);
    },
    fields: { roletype: word, rolename: checkedAlready, location: mark },
  },
  AlterOwnerStmt: {
    check: ({ objectType, object }, at) => {
      if (objectType !== 'OBJECT_TYPE') refuse('option_refused', 'the owner cannot be changed', OWNER);
      checkOwnPath(path(as('List', object)?.['items'] ?? null), at);
    },
    fields: { objectType: word, object: checkedAlready, newowner: is('NewOwner') },
  },
  ReplicaIdentityStmt: { fields: { identity_type: oneOf('f', 'd', 'n') } },
};

function altered({ objtype }: Tree) {
  return ALTERED.get(String(objtype)) ??
    refuse(
      'statement_refused',
      `"ALTER ${spelled(objtype, 'OBJECT_').toUpperCase()}" is not an allowed statement`,
      'Use only tables, indexes and views.',
    );
}

function checkAction(command: Value, at: Place, statement: Tree): void {
  const action = as('AlterTableCmd', command) ?? unexpected('an unknown action');
  const { takes, known } = altered(statement);
  if (!takes(String(action['subtype']))) {
    refuse(
      'option_refused',
      `"${spelled(action['subtype'], 'AT_')}" is not allowed in ALTER ${
        spelled(statement['objtype'], 'OBJECT_').toUpperCase()
      }`,
      /^AT_(?:Disable|NoForce)RowSecurity$/.test(String(action['subtype']))
        ? hint('row_security', at.prefix)
        : /Trig/.test(String(action['subtype']))
        ? hint('drop_trigger', at.prefix)
        : 'Add, drop, alter or rename columns and constraints, or enable row-level security.',
    );
  }
  at.visit('AlterTableCmd', action, at);
  const definition = action['def'];
  if (definition === undefined) return;
  const expected = ACTIONS.get(action['subtype']);
  const found = unwrap(definition) ?? unexpected('an unknown definition');
  if (expected === 'List') {
    const { items: list, ...rest } = as('List', definition) ?? unexpected('an unknown definition');
    if (list === undefined || Object.keys(rest).length > 0) unexpected('an unknown definition');
    const isView = known === VIEW_OPTIONS;
    if (isView) return checkViewOptions(list, action['subtype'] === 'AT_ResetRelOptions', at);
    return options(action['subtype'] === 'AT_SetIdentity' ? SEQUENCE_OPTIONS : known)(list, at, action);
  }
  if (expected === undefined || (expected !== 'expression' && found.type !== expected)) {
    unexpected('an unknown definition');
  }
  if (action['subtype'] === 'AT_AddColumn') checkNewColumn(found.node['colname']);
  const rule = action['subtype'] === 'AT_SetExpression' ? indexed(node) : node;
  rule(definition, at, action);
}

/** A view always runs with the rights of its reader. SET may say so, and RESET would turn it off. */
function checkViewOptions(list: Value, isReset: boolean, at: Place): void {
  for (const item of items(list)) {
    const option = as('DefElem', item);
    if (option?.['defname'] !== 'security_invoker') continue;
    const isOn = !isReset && /^(?:true|on|yes|1)$/i.test(optionText(option['arg']));
    if (!isOn) refuse('option_refused', ALWAYS_INVOKER, INVOKER_HINT);
  }
  // RESET names options without values.
  const known = isReset ? { security_barrier: /^true$/, check_option: /^true$/ } : VIEW_OPTIONS;
  options(known)(list, at, {});
}
