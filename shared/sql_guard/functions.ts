import { ALLOWED_FUNCTIONS } from './allowed_functions.ts';
import { checkName, checkOwn, checkSchema, refuseSchema } from './names.ts';
import { ONE_ARGUMENT_FUNCTIONS } from './one_argument_functions.ts';
import { HINTS } from './hints.ts';
import { hint, refuse, shown } from './refusal.ts';
import { as, type FunctionRow, items, path, type Place, type Tree, type Value } from './rules.ts';

/** The functions of schema auth that policies use. The database replaces them with its own. */
const ACCOUNT: ReadonlySet<string> = new Set(['uid', 'jwt', 'role', 'email']);
/** In the shared list because the guard of the database checks single words. They exist only in schemas auth and access. */
const NOT_UNQUALIFIED: ReadonlySet<string> = new Set([...ACCOUNT, 'user_id']);
/** Functions that the parser calls for syntax: LIKE … ESCAPE, SIMILAR TO. */
const FROM_GRAMMAR: ReadonlySet<string> = new Set(['like_escape', 'similar_to_escape']);
/** Columns of functions that return rows: jsonb_each, WITH ORDINALITY and similar. */
const COLUMNS: ReadonlySet<string> = new Set(['key', 'value', 'ordinality', 'lexeme', 'positions', 'weights']);

/** Functions that return a row of the given type. Their alias names a row, never a value. */
const ROW_FUNCTIONS: ReadonlySet<string> = new Set(
  ['json', 'jsonb'].flatMap((type) => [`${type}_populate_record`, `${type}_populate_recordset`]),
);

const NO_COLUMNS: ReadonlySet<string> = new Set();

/** Checks a function call by the words of its name. */
export function checkCall(words: readonly string[], at: Place, call: Tree): void {
  const [name = '', schema, ...more] = words.toReversed();
  if (more.length > 0) refuseSchema(more.at(-1) ?? '', at);
  if (schema === 'auth' && ACCOUNT.has(name)) return name === 'jwt' ? checkClaims(call, at) : undefined;
  if (name.startsWith(at.prefix)) return checkOwnCall(schema, name, at);
  const isGrammar = call['funcformat'] === 'COERCE_SQL_SYNTAX' || FROM_GRAMMAR.has(name);
  if (!(schema === 'pg_catalog' && isGrammar)) checkSchema(schema, at);
  if (/^app_[0-9]+_/i.test(name)) checkName(name, at);
  if (!ALLOWED_FUNCTIONS.has(name) || NOT_UNQUALIFIED.has(name)) refuseFunction(name, at);
}

/** Checks a call of a function of the app, which is possible where the app's statements run. */
function checkOwnCall(schema: string | undefined, name: string, at: Place): void {
  checkOwn(schema, name, at);
  if (at.uncallable === undefined) return;
  refuse(
    'function_refused',
    `${shown(name)} cannot be called in ${at.uncallable}`,
    'Write the expression itself, or set the value in a trigger or in the body of the function.',
  );
}

/**
 * Checks a name after a dot. PostgreSQL reads `(expression).name` as name(expression) if there is no such column, and likewise
 * `alias.name` if the alias is a function in FROM that returns plain values.
 */
export function checkFieldOf(name: string, columns: ReadonlySet<string>, at: Place): void {
  checkName(name, at);
  if (name.startsWith(at.prefix)) return checkOwnCall(undefined, name, at);
  if (columns.has(name) || COLUMNS.has(name) || (ALLOWED_FUNCTIONS.has(name) && !NOT_UNQUALIFIED.has(name))) return;
  refuse(
    'function_refused',
    `${shown(name)} after a dot may call a function`,
    'Write alias.column, with the alias of a table.',
  );
}

/** Checks a name after a dot behind rows whose type is a table or a function of the app: all but the functions that take one value. */
function checkFieldOfOwn(name: string, at: Place): void {
  if (ONE_ARGUMENT_FUNCTIONS.has(name)) return checkFieldOf(name, NO_COLUMNS, at);
  checkName(name, at);
  if (name.startsWith(at.prefix)) checkOwnCall(undefined, name, at);
}

/** Checks the names after `value` in `(value).name`. */
export function checkIndirection(value: Value | undefined, steps: readonly Value[], at: Place): void {
  const column = path(as('ColumnRef', value)?.['fields']).join('.');
  const parameter = as('ParamRef', value)?.['number'];
  const called = path(as('FuncCall', value)?.['funcname']).at(-1);
  const isRow = at.routine?.rows.has(parameter === undefined ? column : `$${String(parameter)}`) === true;
  let isKnownRow = isRow || called?.startsWith(at.prefix) === true;
  for (const step of steps) {
    const field = as('String', step)?.['sval'];
    if (typeof field === 'string') isKnownRow ? checkFieldOfOwn(field, at) : checkFieldOf(field, NO_COLUMNS, at);
    // What a field or an element of an array contains is unknown.
    isKnownRow = false;
  }
}

/** Checks a column: `column`, `alias.column` or `schema.table.column`. */
export function checkColumn(words: readonly string[], at: Place): void {
  words.forEach((word) => checkName(word, at));
  const [name = '', alias = '', schema, ...more] = words.toReversed();
  const isNewRow = at.routine?.isTrigger === true && /^(?:new|old)$/.test(words[0] ?? '');
  if (at.statement.isStored && !isNewRow && words.includes('raw_user_meta_data')) {
    refuse(
      'user_metadata_refused',
      'it names user metadata, which users write themselves',
      hint('roles', at.prefix),
    );
  }
  const isAccount = schema === 'auth' && alias === 'users' && at.statement.isStored;
  const isLocal = schema !== undefined && schema === at.routine?.name;
  if (more.length > 0 || (schema !== undefined && schema !== 'public' && !isAccount && !isLocal)) {
    refuseSchema(words[0] ?? '', at);
  }
  if (at.uncallable !== undefined && words.length > 1 && name.startsWith(at.prefix)) checkOwnCall(undefined, name, at);
  const row = at.statement.functionRows.get(alias);
  if (row?.isOwn === true && !row.columns.has(name)) checkFieldOfOwn(name, at);
  else if (row !== undefined) checkFieldOf(name, row.columns, at);
  // In a body in SQL, PostgreSQL reads `parameter.name` as name(parameter) if the parameter is no row with such a column.
  else if (at.routine?.language === 'sql' && at.routine.values.has(alias)) checkFieldOf(name, NO_COLUMNS, at);
}

/** Returns the functions in the FROM clauses of a statement, by the name of their rows, with the columns that are named. */
export function functionRows(statement: Tree, prefix: string): Map<string, FunctionRow> {
  const found = new Map<string, FunctionRow>();
  const search = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      if (key === 'RangeFunction') addRow(inner as Tree, prefix, found);
      search(inner);
    }
  };
  search(statement);
  return found;
}

function addRow(row: Tree, prefix: string, found: Map<string, FunctionRow>): void {
  const calls = items(row['functions']).map((list) => as('FuncCall', items(as('List', list)?.['items'])[0]));
  const called = calls.map((call) => path(call?.['funcname']).at(-1));
  if (called.length === 1 && ROW_FUNCTIONS.has(called[0] ?? '')) return;
  const { aliasname, colnames } = (row['alias'] ?? {}) as Tree;
  const name = typeof aliasname === 'string' ? aliasname : called[0];
  if (name === undefined) refuse('function_refused', 'an expression in FROM has no alias', 'Write FROM … AS name.');
  const declared = items(row['coldeflist']).map((column) => String(as('ColumnDef', column)?.['colname']));
  const columns = new Set(colnames === undefined ? [name, ...declared] : path(colnames));
  // If two levels of a statement use the same alias, only columns that both have are known.
  const before = found.get(name);
  const isOwn = called.length === 1 && called[0]?.startsWith(prefix) === true;
  found.set(name, {
    columns: new Set([...columns].filter((column) => before?.columns.has(column) !== false)),
    isOwn: isOwn && before?.isOwn !== false,
  });
}

/** A stored expression may only read single claims of the token. The whole token includes metadata that users write themselves. */
function checkClaims(call: Tree, { statement }: Place): void {
  if (!statement.isStored || statement.claimReads.has(call)) return;
  refuse(
    'user_metadata_refused',
    'it reads the whole token, which includes metadata that users write themselves',
    "Read one claim: auth.jwt() ->> 'role', auth.jwt() -> 'app_metadata'.",
  );
}

/** A path of names without quotes and escapes, which could hide a name. */
const PLAIN_PATH = /^\{[a-z0-9_-]+(?:,[a-z0-9_-]+)*\}$/i;
/** How each operator names one claim. A literal that names user metadata is refused by the rule for literals. */
const CLAIM: ReadonlyMap<string, RegExp> = new Map([['->', /./], ['->>', /./], ['#>', PLAIN_PATH], [
  '#>>',
  PLAIN_PATH,
]]);

/** Records a call of auth.jwt() in `auth.jwt() -> 'claim'` and similar expressions, before the call itself is checked. */
export function noteClaimRead(expression: Tree, { statement }: Place): void {
  const pattern = CLAIM.get(path(expression['name']).join('.'));
  if (!statement.isStored || pattern === undefined) return;
  const call = tokenOf(expression['lexpr']);
  const cast = as('TypeCast', expression['rexpr']);
  const key = as('A_Const', cast?.['arg'] ?? expression['rexpr'])?.['sval'] as Tree | undefined;
  if (call !== undefined && pattern.test(String(key?.['sval'] ?? ''))) statement.claimReads.add(call);
}

/** Returns the call of auth.jwt() in a value, also in the form (select auth.jwt()). */
function tokenOf(value: Tree[string] | undefined): Tree | undefined {
  const query = as('SelectStmt', as('SubLink', value)?.['subselect']);
  const target = query === undefined ? undefined : as('ResTarget', items(query['targetList'])[0])?.['val'];
  const call = as('FuncCall', target ?? value);
  return call !== undefined && path(call['funcname']).join('.') === 'auth.jwt' ? call : undefined;
}

/** The hints for functions, by the same patterns as in sandbox.name_hint. */
const FUNCTION_HINTS: ReadonlyArray<[RegExp, keyof typeof HINTS]> = [
  [/^(?:current_setting|set_config)$/, 'claims'],
  [/^(?:nextval|currval|setval|lastval)$/, 'sequence'],
  [/^uuid_(?:generate_|nil$)/, 'uuid'],
  [/^has_.*_privilege$|^(?:row_security_active|version|current_database|current_schema)$/, 'about_server'],
  [/_xml|^dblink$/, 'xml'],
  [/^pg_(?:sleep|notify)$/, 'wait'],
  [/^(?:has|is|can|get|check|user|current|my|belongs|owns)_/, 'helper'],
];

/** Refuses a function that is not on the allow-list. */
export function refuseFunction(name: string, { prefix }: Place): never {
  const construct = FUNCTION_HINTS.find(([pattern]) => pattern.test(name))?.[1] ?? 'unlisted';
  return refuse('function_refused', `${shown(name)} is not an allowed function`, hint(construct, prefix));
}
