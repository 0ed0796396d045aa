import { DATA_API_PARAMETERS } from './data_api_parameters.ts';
import { hint, refuse, shown } from './refusal.ts';
import type { Place, Tree, Value } from './rules.ts';

/** What may precede the prefix of an app in the name of an index. The same as platform.index_prefix in the database. */
export const INDEX_PREFIX = '(?:idx|ix|uq|pk|fk)_';
/** Names that look like names of an app. */
const OF_AN_APP = new RegExp(`^(?:${INDEX_PREFIX})?app_[0-9]+_`, 'i');
const AT_ITS_BEGIN = new RegExp(`^${INDEX_PREFIX}`);
/** The schemas that may be named: tables of apps are in public, extensions in either. */
const SCHEMAS: ReadonlySet<string> = new Set(['public', 'extensions']);

/** Refuses a name of another app or of the catalog at any position, and a name that PostgreSQL would truncate. */
export function checkName(name: string, at: Place): void {
  if (OF_AN_APP.test(name) && !withoutKind(name).startsWith(at.prefix)) {
    refuse(
      'foreign_name',
      `${shown(name)} is not a name of app ${at.appId}`,
      `Use the tables of this app, such as ${at.prefix}todos.`,
    );
  }
  if (/^(?:pg_|information_schema$)/i.test(name)) {
    refuse(
      'catalog_name',
      `${shown(name)} is a name of the system catalog`,
      'Use describe_app to list tables and columns. If it is a column or an alias, give it a name that does not begin with pg_.',
    );
  }
  checkLength(name, at);
}

/** Refuses the name of a new column that the Data API reads as a parameter: it would ignore filters on the column. */
export function checkNewColumn(name: Value | undefined): void {
  const word = String(name).split('.').at(-1) ?? '';
  if (!DATA_API_PARAMETERS.includes(word)) return;
  refuse(
    'reserved_name',
    `${shown(String(name))} is a parameter of the Data API, which would ignore filters on the column`,
    `Name the column otherwise, such as ${word}_value.`,
  );
}

/** Requires the name of a table, view or type of the app. With `index`, idx_app_57_… and similar are allowed too. */
export function checkOwn(schema: string | undefined, name: string, at: Place, index = false): void {
  if (schema !== undefined && schema !== 'public') refuseSchema(schema, at);
  checkName(name, at);
  const base = index ? withoutKind(name) : name;
  if (base.startsWith(at.prefix) && base !== at.prefix) return;
  refuse(
    'wrong_prefix',
    `${shown(name)} does not begin with ${at.prefix}`,
    `Name it ${at.prefix}${name.slice(0, 40) || 'todos'}.`,
  );
}

/** Requires a name of the app in words, `schema.name` or `name`, as in DROP, COMMENT and RENAME. */
export function checkOwnPath(words: readonly string[], at: Place, index = false): void {
  const [name, schema, ...more] = words.toReversed();
  if (name === undefined || more.length > 0) refuseSchema(more.at(-1) ?? '', at);
  checkOwn(schema, name, at, index);
}

/** Requires a relation in FROM to be a visible common table expression, or a table or view of the app. */
export function checkSource(relation: Tree, at: Place): void {
  const { schemaname, relname } = relation;
  if (schemaname === undefined && at.ctes.has(String(relname))) return;
  // In policies and views, the guard of the database replaces auth.users with the profile table.
  if (schemaname === 'auth' && relname === 'users' && at.statement.isStored) return;
  // A trigger function reads its transition tables, which CREATE TRIGGER names. No other relation has such a name.
  if (at.routine?.isTrigger === true && schemaname === undefined && !OF_AN_APP.test(String(relname))) {
    return checkName(String(relname), at);
  }
  checkTarget(relation, at);
}

/** Requires the relation that a statement changes to be a table or view of the app, never a common table expression. */
export function checkTarget({ schemaname, relname }: Tree, at: Place, index = false): void {
  checkOwn(schemaname === undefined ? undefined : String(schemaname), String(relname), at, index);
}

/** Requires a foreign key to reference a table of the app, or auth.users, which the database replaces with the profile table. */
export function checkReferenced(relation: Tree, at: Place): void {
  if (relation['schemaname'] === 'auth' && relation['relname'] === 'users') return;
  checkTarget(relation, at);
}

/** Requires an allowed schema for a function, operator, type or collation. */
export function checkSchema(schema: string | undefined, at: Place): void {
  if (schema !== undefined && !SCHEMAS.has(schema)) refuseSchema(schema, at);
}

/** The hint for a schema, by the same names as in sandbox.name_hint. */
function schemaHint(schema: string, { prefix }: Place): string {
  if (schema === 'auth') {
    return `Use only auth.uid(), auth.jwt(), auth.role() and auth.email(); profiles are in ${prefix}users.`;
  }
  if (schema === 'storage' || schema === 'realtime') return hint(schema, prefix);
  if (['cron', 'net', 'vault', 'pgmq'].includes(schema)) return hint('server', prefix);
  return `Tables are in schema public: write ${prefix}name instead of ${
    schema.slice(0, 40)
  }.name; profiles are in ${prefix}users.`;
}

/** Refuses a schema. */
export function refuseSchema(schema: string, at: Place): never {
  return refuse(
    'schema_refused',
    `the schema ${shown(schema)} is not allowed here`,
    `${schemaHint(schema, at)} If it is an alias, rename it.`,
  );
}

/** Returns the name of an index without idx_ or similar, so that it begins with the prefix of the app. */
function withoutKind(name: string): string {
  return name.replace(AT_ITS_BEGIN, '');
}

/**
 * Refuses a name of more than 63 bytes. PostgreSQL and its parser truncate such names, so the parse tree does not show them. A
 * name that may have been truncated must therefore occur in the SQL with no further character of a name after it.
 */
function checkLength(name: string, { statement: { source } }: Place): void {
  if (name.length < 20 || new TextEncoder().encode(name).length < 60) return;
  const text = asciiLower(source);
  const wanted = asciiLower(name).replaceAll('"', '""');
  let from = text.indexOf(wanted);
  let isWhole = from >= 0;
  while (from >= 0) {
    const next = text.charAt(from + wanted.length);
    // In quotes, a name continues to the next quote.
    if (text.charAt(from - 1) === '"' ? next !== '"' : /[a-z0-9_$\u0080-\uffff]/.test(next)) isWhole = false;
    from = text.indexOf(wanted, from + 1);
  }
  if (!isWhole) refuse('name_too_long', `the name ${shown(name)} is longer than 63 bytes`, 'Choose a shorter name.');
}

/** Folds names as PostgreSQL does: only ASCII letters. */
function asciiLower(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}
