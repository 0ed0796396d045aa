import { checkName } from '../names.ts';
import { MAX_DEPTH, noting } from '../noting.ts';
import { refuse, Refused, shown, TOO_DEEP } from '../refusal.ts';
import { isTree, items, type Place, type Tree, unexpected, unwrap, type Value } from '../rules.ts';
import { checkCaught, checkErrorCode, checkRaised } from './conditions.ts';
import { checkAssignment, checkTypeText } from './expressions.ts';
import { checkFragment } from './fragment.ts';
import { parseBody } from './parse_body.ts';
import { checkAssigned, type Code, cursorsIn, inLine, outerLocate } from './place.ts';

/** The most expressions of a body. Each is parsed, which takes 0.1 ms or more. */
const MAX_EXPRESSIONS = 5_000;

/** How PL/pgSQL parses an expression. All other modes are assignments. */
const STATEMENT = 0;
const EXPRESSION = 2;

/** A check of one field of a node of PL/pgSQL. A field without one is refused. */
type FieldRule = (value: Value, at: Code, node: Tree) => void;
/** The fields of each node, or the refusal of a node. */
type Nodes = Readonly<Record<string, Readonly<Record<string, FieldRule>> | (() => never)>>;

const mark: FieldRule = (value) => {
  if (typeof value !== 'number' && typeof value !== 'boolean') unexpected('an unknown flag');
};
const name: FieldRule = (value, at) => checkName(String(value), at);
const text: FieldRule = (value) => {
  if (typeof value !== 'string') unexpected('an unknown literal');
};
const node: FieldRule = (value, at) => visit(value, at);
const nodesOf = (type: string): FieldRule => (value, at) =>
  items(value).forEach((item) => item === null || visitNode(type, isTree(item) ? item : unexpected('a field'), at));
const nodes: FieldRule = (value, at) => items(value).forEach((item) => visit(item, at));
const refused = (statement: string, hint: string) => (): never =>
  refuse('statement_refused', `"${statement}" is not an allowed statement in a function`, hint);

const NO_DYNAMIC_SQL = refused(
  'EXECUTE',
  'Write the statement itself, with the names of its tables: SQL that is built as text is not offered.',
);
const noTransactions = (statement: string) =>
  refused(
    statement,
    'Leave it out: every call is one transaction. A block with EXCEPTION undoes what failed in it.',
  );

const CURSOR_WITH_HOLD = 32;
const cursorOptions: FieldRule = (value) => {
  if (typeof value !== 'number' || (value & CURSOR_WITH_HOLD) !== 0) {
    refuse('option_refused', '"hold" is not allowed: a cursor ends with its transaction', 'Remove WITH HOLD.');
  }
};

/** The variable that a statement assigns, by its number. */
const assigned: FieldRule = (value, at) => checkAssigned(Number(value), at);

/** The options of RAISE by their numbers. The first is ERRCODE. */
const ERRCODE = 0;

/** Every allowed node of PL/pgSQL. */
const NODES: Nodes = {
  PLpgSQL_function: { new_varno: mark, old_varno: mark, datums: nodes, action: node },
  PLpgSQL_var: {
    refname: name,
    lineno: mark,
    datatype: node,
    isconst: mark,
    notnull: mark,
    default_val: node,
    cursor_explicit_expr: node,
    cursor_explicit_argrow: mark,
    cursor_options: cursorOptions,
  },
  PLpgSQL_rec: { refname: name, dno: mark, lineno: mark },
  PLpgSQL_recfield: { fieldname: name, recparentno: mark },
  PLpgSQL_row: {
    refname: name,
    lineno: mark,
    // The variables of INTO, of a loop, or the arguments of a cursor.
    fields: nodesOf('RowField'),
  },
  RowField: { name, varno: assigned },
  PLpgSQL_type: { typname: (value, at) => checkTypeText(String(value), at) },
  PLpgSQL_expr: { query: checkQuery, parseMode: mark },
  PLpgSQL_stmt_block: { lineno: mark, label: name, body: nodes, exceptions: node },
  PLpgSQL_exception_block: { exc_list: nodes },
  PLpgSQL_exception: { conditions: nodes, action: nodes },
  PLpgSQL_condition: {
    condname: (value) => checkCaught(String(value)),
  },
  PLpgSQL_stmt_assign: { lineno: mark, varno: assigned, expr: node },
  PLpgSQL_stmt_if: { lineno: mark, cond: node, then_body: nodes, elsif_list: nodes, else_body: nodes },
  PLpgSQL_if_elsif: { lineno: mark, cond: node, stmts: nodes },
  PLpgSQL_stmt_case: {
    lineno: mark,
    t_expr: node,
    t_varno: mark,
    case_when_list: nodes,
    have_else: mark,
    else_stmts: nodes,
  },
  PLpgSQL_case_when: { lineno: mark, expr: node, stmts: nodes },
  PLpgSQL_stmt_loop: { lineno: mark, label: name, body: nodes },
  PLpgSQL_stmt_while: { lineno: mark, label: name, cond: node, body: nodes },
  PLpgSQL_stmt_fori: {
    lineno: mark,
    label: name,
    var: node,
    lower: node,
    upper: node,
    step: node,
    reverse: mark,
    body: nodes,
  },
  PLpgSQL_stmt_fors: { lineno: mark, label: name, var: node, body: nodes, query: node },
  PLpgSQL_stmt_forc: { lineno: mark, label: name, var: node, body: nodes, curvar: mark, argquery: node },
  PLpgSQL_stmt_foreach_a: { lineno: mark, label: name, varno: assigned, slice: mark, expr: node, body: nodes },
  PLpgSQL_stmt_exit: { lineno: mark, is_exit: mark, label: name, cond: node },
  PLpgSQL_stmt_return: { lineno: mark, expr: node },
  PLpgSQL_stmt_return_next: { lineno: mark, expr: node },
  PLpgSQL_stmt_return_query: { lineno: mark, query: node, dynquery: NO_DYNAMIC_SQL, params: NO_DYNAMIC_SQL },
  PLpgSQL_stmt_raise: {
    lineno: mark,
    elog_level: mark,
    condname: (value) => checkRaised(String(value)),
    message: text,
    params: nodes,
    options: nodes,
  },
  PLpgSQL_raise_option: {
    opt_type: mark,
    expr: (value, at, option) => {
      if (option['opt_type'] === ERRCODE) checkErrorCode(value, at);
      visit(value, at);
    },
  },
  PLpgSQL_stmt_assert: { lineno: mark, cond: node, message: node },
  PLpgSQL_stmt_execsql: { lineno: mark, sqlstmt: node, into: mark, strict: mark, target: node },
  PLpgSQL_stmt_dynexecute: NO_DYNAMIC_SQL,
  PLpgSQL_stmt_dynfors: NO_DYNAMIC_SQL,
  PLpgSQL_stmt_getdiag: { lineno: mark, is_stacked: mark, diag_items: nodes },
  PLpgSQL_diag_item: { kind: text, target: assigned },
  PLpgSQL_stmt_open: {
    lineno: mark,
    curvar: mark,
    cursor_options: cursorOptions,
    argquery: node,
    query: node,
    dynquery: NO_DYNAMIC_SQL,
    params: NO_DYNAMIC_SQL,
  },
  PLpgSQL_stmt_fetch: {
    lineno: mark,
    target: node,
    curvar: mark,
    direction: mark,
    how_many: mark,
    expr: node,
    is_move: mark,
    returns_multiple_rows: mark,
  },
  PLpgSQL_stmt_close: { lineno: mark, curvar: mark },
  PLpgSQL_stmt_perform: { lineno: mark, expr: node },
  PLpgSQL_stmt_call: refused('CALL', 'Call a function: perform name(arguments).'),
  PLpgSQL_stmt_commit: noTransactions('COMMIT'),
  PLpgSQL_stmt_rollback: noTransactions('ROLLBACK'),
};

/** Checks a body in PL/pgSQL: every node of its tree, and every expression and statement in it as SQL. */
export function checkPlpgsql(body: string, create: Tree, at: Place): void {
  const { tree, place, defaults } = parseBody(body, create, at);
  const lines = [0, ...[...body.matchAll(/\n/g)].map(({ index }) => index + 1)];
  const code: Code = {
    ...place,
    body,
    lines,
    from: 0,
    locateBody: place.locate,
    checked: new Set(),
    cursors: cursorsIn(tree),
  };
  visitNode('PLpgSQL_function', tree, code);
  for (const { text: expression, location } of defaults) {
    const here: Place = { ...place, location: 0, locate: (inner) => place.locate(location + inner) };
    noting(here, () => checkFragment(expression, 'select ', here));
  }
}

function visit(value: Value, at: Code): void {
  const { type, node: content } = unwrap(value) ?? unexpected('an unknown node');
  visitNode(type, content, at);
}

function visitNode(type: string, content: Tree, at: Code): void {
  if (at.depth > MAX_DEPTH) throw new Refused([TOO_DEEP]);
  const here = inLine(content['lineno'], { ...at, depth: at.depth + 1 });
  const fields = Object.hasOwn(NODES, type) ? NODES[type] : undefined;
  noting(here, () => {
    if (fields === undefined) unexpected(shown(type));
    if (typeof fields === 'function') return fields();
    for (const [field, value] of Object.entries(content)) {
      const rule = Object.hasOwn(fields, field) ? fields[field] : undefined;
      noting(
        here,
        () => rule === undefined ? unexpected(`${shown(type)} with ${shown(field)}`) : rule(value, here, content),
      );
    }
  });
}

/** Checks an expression or statement as SQL, once. */
function checkQuery(value: Value, at: Code, { parseMode }: Tree): void {
  const query = String(value);
  const key = `${String(parseMode)} ${query}`;
  if (at.checked.has(key)) return;
  at.checked.add(key);
  if (at.checked.size > MAX_EXPRESSIONS) {
    throw new Refused([{
      reason: 'sql_too_large',
      message: `a body has more than ${MAX_EXPRESSIONS} expressions`,
      hint: 'Write several functions.',
      location: at.locate(0),
    }]);
  }
  // PERFORM is replaced by SELECT, and INTO with its targets by spaces.
  const written = query.replace(/^SELECT /, '');
  // Looked for only when something is refused.
  const locate = (location: number) => {
    const found = [query, written, written.slice(0, 24), written.slice(0, 8)].map((part) =>
      at.body.indexOf(part, at.from)
    );
    const start = found.find((index) => index >= 0) ?? at.from;
    const skipped = start === found[0] ? 0 : query.length - written.length;
    return outerLocate(at, start)(Math.max(location - skipped, 0));
  };
  const here: Place = { ...at, location: 0, locate };
  if (parseMode === STATEMENT) checkFragment(query, '', here);
  else if (parseMode === EXPRESSION) checkFragment(query, 'select ', here);
  else checkAssignment(query, here);
}
