import { refuse, shown } from './refusal.ts';
import type { Place, Tree } from './rules.ts';

/** What may stand before an app's prefix in the name of an index; platform.index_prefix in the database. */
export const INDEX_PREFIX = '(?:idx|ix|uq|pk|fk)_';
/** What a name must look like to claim that it is an app's. */
const OF_AN_APP = new RegExp(`^(?:${INDEX_PREFIX})?app_[0-9]+_`, 'i');
const AT_ITS_BEGIN = new RegExp(`^${INDEX_PREFIX}`);
/** Extensions live here; everything of an app is in public. */
const SCHEMAS: ReadonlySet<string> = new Set(['public', 'extensions']);

/** Refuses a name that belongs to another app or to the catalog, wherever it stands, and one that PostgreSQL would cut. */
export function checkName(name: string, at: Place): void {
  if (OF_AN_APP.test(name) && !withoutKind(name).startsWith(at.prefix)) {
    refuse(
      'foreign_name',
      `${shown(name)} is no name of app ${at.appId}`,
      `Name the tables of this app: ${at.prefix}todos.`,
    );
  }
  if (/^(?:pg_|information_schema$)/i.test(name)) {
    refuse('catalog_name', `${shown(name)} is a name of the catalog`, 'Use describe_app to learn about tables.');
  }
  checkLength(name, at);
}

/** The name of a table, view or type of the app; with `index`, also that of an index: idx_app_57_… and the like. */
export function checkOwn(schema: string | undefined, name: string, at: Place, index = false): void {
  if (schema !== undefined && schema !== 'public') refuseSchema(schema, at);
  checkName(name, at);
  const base = index ? withoutKind(name) : name;
  if (base.startsWith(at.prefix) && base !== at.prefix) return;
  refuse('wrong_prefix', `${shown(name)} does not begin with ${at.prefix}`, `Name it ${at.prefix}${plain(name)}.`);
}

/** A name in words, of which the last but the named are its schema: the words of a DROP, COMMENT or RENAME. */
export function checkOwnPath(words: readonly string[], at: Place, index = false): void {
  const [name, schema, ...more] = words.toReversed();
  if (name === undefined || more.length > 0) refuseSchema(more.at(-1) ?? '', at);
  checkOwn(schema, name, at, index);
}

/** A relation in FROM: a common table expression that can be seen there, or a table or view of the app. */
export function checkSource(relation: Tree, at: Place): void {
  const { schemaname, relname } = relation;
  if (schemaname === undefined && at.ctes.has(String(relname))) return;
  // In policies and views the database puts the app's profiles in the place of accounts.
  if (schemaname === 'auth' && relname === 'users' && at.statement.isStored) return;
  checkTarget(relation, at);
}

/** The relation that a statement changes: a table or view of the app, never a common table expression. */
export function checkTarget({ schemaname, relname }: Tree, at: Place, index = false): void {
  checkOwn(schemaname === undefined ? undefined : String(schemaname), String(relname), at, index);
}

/** The table that a foreign key points to. Accounts stand for the app's profiles; the database puts them in. */
export function checkReferenced(relation: Tree, at: Place): void {
  if (relation['schemaname'] === 'auth' && relation['relname'] === 'users') return;
  checkTarget(relation, at);
}

/** The schema of a function, operator, type or collation that is not the app's own. */
export function checkSchema(schema: string | undefined, at: Place): void {
  if (schema !== undefined && !SCHEMAS.has(schema)) refuseSchema(schema, at);
}

export function refuseSchema(schema: string, at: Place): never {
  return refuse(
    'schema_refused',
    `the schema ${shown(schema)} cannot be named`,
    `Leave the schema out; accounts are in ${at.prefix}users.`,
  );
}

/** The name of an index may say what it is before it says whose it is. */
function withoutKind(name: string): string {
  return name.replace(AT_ITS_BEGIN, '');
}

/** The name as the end of a proper one, for a hint. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9_]/g, '').slice(0, 40) || 'todos';
}

/**
 * PostgreSQL cuts a name to 63 bytes, and so does its parser, before anything can be seen of it. A name that may have been
 * cut must therefore stand in the text as it is, with nothing that belongs to it behind.
 */
function checkLength(name: string, { statement: { source } }: Place): void {
  if (name.length < 20 || new TextEncoder().encode(name).length < 60) return;
  const text = asciiLower(source);
  const wanted = asciiLower(name);
  let from = text.indexOf(wanted);
  let isWhole = from >= 0;
  while (from >= 0) {
    const behind = text.charAt(from + wanted.length);
    if (/[a-z0-9_$\u0080-\uffff]/.test(behind)) isWhole = false;
    from = text.indexOf(wanted, from + 1);
  }
  if (!isWhole) refuse('name_too_long', `the name ${shown(name)} has more than 63 bytes`, 'Choose a shorter name.');
}

/** As PostgreSQL folds names: ASCII alone. */
function asciiLower(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}
