import { checkName } from './names.ts';
import type { Parser } from './parser.ts';
import { hint, type Refusal, refuse, shown } from './refusal.ts';

/** A parse tree of libpg_query. Fields that are false, zero or empty are omitted. */
export type Value = null | boolean | number | string | readonly Value[] | Tree;
export interface Tree {
  readonly [field: string]: Value;
}

/** What is known about the function whose body is checked. */
export interface Routine {
  readonly name: string;
  readonly language: 'sql' | 'plpgsql';
  readonly isTrigger: boolean;
  /** The parameters and variables that are rows of a table of the app, or records. `.name` after them calls no harmful function. */
  readonly rows: ReadonlySet<string>;
  /** All variables, in PL/pgSQL. */
  readonly variables: ReadonlySet<string>;
  /** All other parameters, by name and by number. */
  readonly values: ReadonlySet<string>;
}

/** What is known about the statement that is checked. */
export interface Statement {
  readonly parser: Parser;
  /** The whole submitted SQL, or the body of the function that is checked. */
  readonly source: string;
  /** True if PostgreSQL stores the expressions of this statement: defaults, checks, views, policies. */
  readonly isStored: boolean;
  /** The names of functions in FROM, with the columns that the SQL names. */
  readonly functionRows: ReadonlyMap<string, FunctionRow>;
  /** Calls of auth.jwt() that read only one claim, which users cannot write. */
  readonly claimReads: WeakSet<Tree>;
  /** Everything that was refused so far. The walk goes on only to find more; a statement with a refusal is refused. */
  readonly refusals: Refusal[];
  /** Set when a part of the statement changes or locks rows. */
  writes: boolean;
}

/** A function in FROM: the columns that the SQL names, and whether it is a function of the app, whose columns are not known here. */
export interface FunctionRow {
  readonly columns: ReadonlySet<string>;
  readonly isOwn: boolean;
}

/** The position of the check in the parse tree. */
export interface Place {
  readonly appId: number;
  /** `app_57_` */
  readonly prefix: string;
  readonly statement: Statement;
  /** Common table expressions that can be named here. */
  readonly ctes: ReadonlySet<string>;
  readonly depth: number;
  /** The position in the SQL or in the part of a body that is checked, in bytes. */
  readonly location: number;
  /** Returns the position in the submitted SQL. */
  readonly locate: (location: number) => number;
  /** The function whose body is checked. */
  readonly routine?: Routine;
  /** Where functions of the app cannot be called, in words. */
  readonly uncallable?: string;
  /** Checks a node by the rules of its type. */
  readonly visit: (type: string, node: Tree, at: Place) => void;
}

/** Checks one field of a node. A field without a rule is refused. */
export type Rule = (value: Value, at: Place, node: Tree) => void;

/** The fields that a node of one type may have. `check` checks the whole node before its fields. */
export interface NodeRules {
  readonly fields: Readonly<Record<string, Rule>>;
  readonly check?: (node: Tree, at: Place) => void;
}

/** The allowed node types. */
export type Grammar = Readonly<Record<string, NodeRules>>;

export function isTree(value: Value | undefined): value is Tree {
  return typeof value === 'object' && value !== null && !isList(value);
}

/** Returns the type and content of a node in the form `{Type: {...}}`; undefined for anything else. */
export function unwrap(value: Value | undefined): { type: string; node: Tree } | undefined {
  if (!isTree(value)) return undefined;
  const [entry, ...more] = Object.entries(value);
  if (entry === undefined || more.length > 0 || !isTree(entry[1])) return undefined;
  return { type: entry[0], node: entry[1] };
}

/** Returns the content of a node if it has this type, or undefined. */
export function as(type: string, value: Value | undefined): Tree | undefined {
  const found = unwrap(value);
  return found?.type === type ? found.node : undefined;
}

/** Returns the items of a list. An omitted list is empty. */
export function items(value: Value | undefined): readonly Value[] {
  if (value === undefined) return [];
  return isList(value) ? value : unexpected('an unknown list');
}

/** Returns the items of a List node. Refuses anything else. */
export function listed(value: Value | undefined): readonly Value[] {
  const { items: found, ...rest } = as('List', value) ?? unexpected('an unknown list');
  return Object.keys(rest).length === 0 ? items(found) : unexpected('an unknown list');
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

/** Returns the words of a list of String nodes: `public.app_57_todos` is ['public', 'app_57_todos']. Refuses other lists. */
export function path(value: Value | undefined): string[] {
  return items(value).map((item) => {
    const { sval, ...rest } = as('String', item) ?? {};
    if (typeof sval !== 'string' || Object.keys(rest).length > 0) return unexpected('a name in this form');
    return sval;
  });
}

/** Refuses anything that PostgreSQL's grammar has but these rules do not. */
export function unexpected(what: string): never {
  return refuse('statement_refused', `it contains ${what}, which is not allowed`, 'Rewrite the SQL without it.');
}

/** A number or boolean that does not affect which objects are reached: positions, flags, counts. */
export function mark(value: Value): void {
  if (typeof value !== 'number' && typeof value !== 'boolean') unexpected('an unknown flag');
}

/** A literal, which names no object. */
export function literal(value: Value, at: Place): void {
  if (typeof value !== 'string') return unexpected('an unknown literal');
  // As a name, a path or a key. Policies and views must not trust metadata that users write themselves.
  if (at.statement.isStored && /user_?meta_?data/i.test(value)) {
    refuse(
      'user_metadata_refused',
      'it names user metadata, which users write themselves',
      hint('roles', at.prefix),
    );
  }
}

/** The name of a table, column, alias or constraint. */
export function name(value: Value, at: Place): void {
  if (typeof value !== 'string') return unexpected('an unknown name');
  checkName(value, at);
}

/** A list of names. */
export function names(value: Value, at: Place): void {
  path(value).forEach((word) => checkName(word, at));
}

/** A name of one or more words, checked by `check`. */
export const named = (check: (words: string[], at: Place, node: Tree) => void): Rule => (value, at, node) =>
  check(path(value), at, node);

/** One of these words. */
export const oneOf = (...words: string[]): Rule => {
  const allowed = new Set(words);
  return (value) => {
    if (typeof value !== 'string' || !allowed.has(value)) unexpected(shown(String(value)));
  };
};

/** Any word of one of PostgreSQL's enumerations, for enumerations whose words are all harmless. */
export function word(value: Value): void {
  if (typeof value !== 'string' || !/^[A-Z][A-Za-z0-9_]*$/.test(value)) unexpected('an unknown word');
}

/** Any node of an allowed type. */
export function node(value: Value, at: Place): void {
  const found = unwrap(value);
  // An empty object means that there is no node, as in DISTINCT without ON.
  if (found === undefined) {
    return isTree(value) && Object.keys(value).length === 0 ? undefined : unexpected('an unknown node');
  }
  at.visit(found.type, found.node, at);
}

/** A list of nodes of any allowed type. */
export function nodes(value: Value, at: Place): void {
  for (const item of items(value)) node(item, at);
}

/** A node of a known type, which the parse tree does not repeat. */
export const is = (type: string): Rule => (value, at) => {
  if (!isTree(value)) return unexpected('an unknown node');
  at.visit(type, value, at);
};

/** A list of nodes of one type, checked by the rules of `rules`. */
export const each = (type: string, rules: string = type): Rule => (value, at) => {
  for (const item of items(value)) at.visit(rules, as(type, item) ?? unexpected('an unknown node'), at);
};

/** Checks a field in which no function of the app may be called. */
export function withoutCalls(where: string, rule: Rule): Rule {
  return (value, at, parent) => rule(value, { ...at, uncallable: where }, parent);
}

/** Where autovacuum and whoever builds an index evaluate expressions. */
export const INDEXED = 'an index or a generated column';

/** A list of options, `name = value`: only these names, each with a value that matches its pattern. */
export const options = (allowed: Readonly<Record<string, RegExp>>): Rule => (value) => {
  for (const item of items(value)) checkOption(as('DefElem', item), allowed);
};

function checkOption(option: Tree | undefined, allowed: Readonly<Record<string, RegExp>>): void {
  const { defname, arg, defaction, location: _location, ...rest } = option ?? unexpected('an unknown option');
  const pattern = typeof defname === 'string' && Object.hasOwn(allowed, defname) ? allowed[defname] : undefined;
  const known = Object.keys(allowed);
  if (pattern === undefined || Object.keys(rest).length > 0 || defaction !== 'DEFELEM_UNSPEC') {
    const hint = known.length === 0 ? 'Remove it.' : `Use ${known.join(', ')}, or no option.`;
    refuse('option_refused', `the option ${shown(String(defname))} is not allowed`, hint);
  }
  if (!pattern.test(optionText(arg))) {
    refuse(
      'option_refused',
      `the option ${shown(String(defname))} cannot have this value`,
      'Choose another value, or leave the option out.',
    );
  }
}

/** Returns the value of an option as a string. An option without a value is true. */
export function optionText(value: Value | undefined): string {
  if (value === undefined) return 'true';
  const { type, node: content } = unwrap(value) ?? unexpected('an unknown value');
  const { names: words, typemod: _typemod, location: _location, ...rest } = content;
  // The parser reads a word that is not a keyword, such as off, as the name of a type.
  if (type === 'TypeName' && Object.keys(rest).length === 0) return path(words).join('.');
  const [[field, written] = [], ...more] = Object.entries(content);
  if (more.length > 0 || typeof written === 'object') unexpected('an unknown value');
  // The tree omits zero and false.
  if (field === undefined) return type === 'Boolean' ? 'false' : '0';
  return ['sval', 'ival', 'fval', 'boolval'].includes(field) ? String(written) : unexpected('an unknown value');
}
