import { ALLOWED_FUNCTIONS } from './allowed_functions.ts';
import { checkName, checkSchema, refuseSchema } from './names.ts';
import { refuse, shown } from './refusal.ts';
import { as, items, path, type Place, type Tree } from './rules.ts';

/** The functions of schema auth that policies use; the database calls its own in their place. */
const ACCOUNT: ReadonlySet<string> = new Set(['uid', 'jwt', 'role', 'email']);
/** On the shared list for the database's wall, which sees names one by one; they exist in schema auth and access alone. */
const NOT_UNQUALIFIED: ReadonlySet<string> = new Set([...ACCOUNT, 'user_id']);
/** Grammar that the parser turns into a call: LIKE … ESCAPE, SIMILAR TO. */
const FROM_GRAMMAR: ReadonlySet<string> = new Set(['like_escape', 'similar_to_escape']);
/** Columns of the functions that answer rows: jsonb_each, WITH ORDINALITY and their like. */
const COLUMNS: ReadonlySet<string> = new Set(['key', 'value', 'ordinality', 'lexeme', 'positions', 'weights']);

/** Functions that answer a row of the type they are given: their alias names a row, never a value. */
const ROW_FUNCTIONS: ReadonlySet<string> = new Set(
  ['json', 'jsonb'].flatMap((type) => [`${type}_populate_record`, `${type}_populate_recordset`]),
);

/** A call, by the words of its name. */
export function checkCall(words: readonly string[], at: Place, call: Tree): void {
  const [name = '', schema, ...more] = words.toReversed();
  if (more.length > 0) refuseSchema(more.at(-1) ?? '', at);
  if (schema === 'auth' && ACCOUNT.has(name)) return name === 'jwt' ? checkClaims(call, at) : undefined;
  const isGrammar = call['funcformat'] === 'COERCE_SQL_SYNTAX' || FROM_GRAMMAR.has(name);
  if (!(schema === 'pg_catalog' && isGrammar)) checkSchema(schema, at);
  if (!ALLOWED_FUNCTIONS.has(name) || NOT_UNQUALIFIED.has(name)) refuseFunction(name);
}

/**
 * A name behind a dot. PostgreSQL reads `(expression).name` as name(expression) when there is no such column, and so it
 * does with `alias.name` where the alias is a function in FROM that answers plain values.
 */
export function checkFieldOf(name: string, columns: ReadonlySet<string>, at: Place): void {
  checkName(name, at);
  if (columns.has(name) || COLUMNS.has(name) || (ALLOWED_FUNCTIONS.has(name) && !NOT_UNQUALIFIED.has(name))) return;
  refuse(
    'function_refused',
    `${shown(name)} behind a dot may call a function`,
    'Write alias.column, with the alias of a table.',
  );
}

/** A column, as `column`, `alias.column` or `schema.table.column`. */
export function checkColumn(words: readonly string[], at: Place): void {
  words.forEach((word) => checkName(word, at));
  const [name = '', alias = '', schema, ...more] = words.toReversed();
  if (at.statement.isStored && words.includes('raw_user_meta_data')) {
    refuse(
      'user_metadata_refused',
      'it names the metadata that users write themselves',
      'Keep roles in a table of the app.',
    );
  }
  const isAccount = schema === 'auth' && alias === 'users' && at.statement.isStored;
  if (more.length > 0 || (schema !== undefined && schema !== 'public' && !isAccount)) refuseSchema(words[0] ?? '', at);
  const columns = at.statement.functionRows.get(alias);
  if (columns !== undefined) checkFieldOf(name, columns, at);
}

/** The functions in the FROM clauses of a statement, by the name that their rows have, with the columns that are named. */
export function functionRows(statement: Tree): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  const search = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      if (key === 'RangeFunction') addRow(inner as Tree, found);
      search(inner);
    }
  };
  search(statement);
  return found;
}

function addRow(row: Tree, found: Map<string, Set<string>>): void {
  const calls = items(row['functions']).map((list) => as('FuncCall', items(as('List', list)?.['items'])[0]));
  const called = calls.map((call) => path(call?.['funcname']).at(-1));
  if (called.length === 1 && ROW_FUNCTIONS.has(called[0] ?? '')) return;
  const { aliasname, colnames } = (row['alias'] ?? {}) as Tree;
  const name = typeof aliasname === 'string' ? aliasname : called[0];
  if (name === undefined) refuse('function_refused', 'an expression in FROM has no alias', 'Write FROM … AS name.');
  const declared = items(row['coldeflist']).map((column) => String(as('ColumnDef', column)?.['colname']));
  const columns = new Set(colnames === undefined ? [name, ...declared] : path(colnames));
  // The same alias at two levels of a statement: what each of them has.
  const before = found.get(name) ?? columns;
  found.set(name, new Set([...columns].filter((column) => before.has(column))));
}

/** What PostgreSQL keeps may read single claims of the token; all of them together include what users write themselves. */
function checkClaims(call: Tree, { statement }: Place): void {
  if (!statement.isStored || statement.claimReads.has(call)) return;
  refuse(
    'user_metadata_refused',
    'it reads the whole token, with the metadata that users write themselves',
    "Read one claim: auth.jwt() ->> 'role', auth.jwt() -> 'app_metadata'.",
  );
}

/** A path of names, without quotes and escapes, which could hide one. */
const PLAIN_PATH = /^\{[a-z0-9_-]+(?:,[a-z0-9_-]+)*\}$/i;
/** How one claim is named behind each operator. A literal that names the user's metadata is refused by itself. */
const CLAIM: ReadonlyMap<string, RegExp> = new Map([['->', /./], ['->>', /./], ['#>', PLAIN_PATH], [
  '#>>',
  PLAIN_PATH,
]]);

/** Remembers `auth.jwt() -> 'claim'` and its kin, before the call in it is looked at. */
export function noteClaimRead(expression: Tree, { statement }: Place): void {
  const pattern = CLAIM.get(path(expression['name']).join('.'));
  if (!statement.isStored || pattern === undefined) return;
  const call = tokenOf(expression['lexpr']);
  const cast = as('TypeCast', expression['rexpr']);
  const key = as('A_Const', cast?.['arg'] ?? expression['rexpr'])?.['sval'] as Tree | undefined;
  if (call !== undefined && pattern.test(String(key?.['sval'] ?? ''))) statement.claimReads.add(call);
}

/** The call of auth.jwt(), also as (select auth.jwt()). */
function tokenOf(value: Tree[string] | undefined): Tree | undefined {
  const query = as('SelectStmt', as('SubLink', value)?.['subselect']);
  const target = query === undefined ? undefined : as('ResTarget', items(query['targetList'])[0])?.['val'];
  const call = as('FuncCall', target ?? value);
  return call !== undefined && path(call['funcname']).join('.') === 'auth.jwt' ? call : undefined;
}

export function refuseFunction(name: string): never {
  return refuse(
    'function_refused',
    `the function ${shown(name)} is not offered`,
    'Use a function that the documentation lists.',
  );
}
