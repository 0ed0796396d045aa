import { checkName } from './names.ts';
import { refuse, shown } from './refusal.ts';

/** A parse tree as libpg_query writes it: fields that are false, zero or empty are left out. */
export type Value = null | boolean | number | string | readonly Value[] | Tree;
export interface Tree {
  readonly [field: string]: Value;
}

/** What is known of the statement that is being walked through. */
export interface Statement {
  /** The whole text that was submitted. */
  readonly source: string;
  /** True when PostgreSQL keeps the expressions of this statement: defaults, checks, views, policies. */
  readonly isStored: boolean;
  /** Names of functions in FROM, with the columns that the text itself gives them. */
  readonly functionRows: ReadonlyMap<string, ReadonlySet<string>>;
  /** Calls of auth.jwt() that were seen to read one claim that users cannot write. */
  readonly claimReads: WeakSet<Tree>;
  /** Set as soon as anything in it changes or locks rows. */
  writes: boolean;
}

/** Where the walk is. */
export interface Place {
  readonly appId: number;
  /** `app_57_` */
  readonly prefix: string;
  readonly statement: Statement;
  /** Common table expressions that can be named here. */
  readonly ctes: ReadonlySet<string>;
  readonly depth: number;
  /** Checks a node by the rules of its type. */
  readonly visit: (type: string, node: Tree, at: Place) => void;
}

/** Checks one field of a node. A field without a rule refuses the text. */
export type Rule = (value: Value, at: Place, node: Tree) => void;

/** What a node of one type may hold. `check` looks at the node as a whole, before its fields. */
export interface NodeRules {
  readonly fields: Readonly<Record<string, Rule>>;
  readonly check?: (node: Tree, at: Place) => void;
}

/** The types of nodes that may occur, at all. */
export type Grammar = Readonly<Record<string, NodeRules>>;

export function isTree(value: Value | undefined): value is Tree {
  return typeof value === 'object' && value !== null && !isList(value);
}

/** The type and content of a node that is written as `{Type: {...}}`; undefined for anything else. */
export function unwrap(value: Value | undefined): { type: string; node: Tree } | undefined {
  if (!isTree(value)) return undefined;
  const [entry, ...more] = Object.entries(value);
  if (entry === undefined || more.length > 0 || !isTree(entry[1])) return undefined;
  return { type: entry[0], node: entry[1] };
}

/** The node, if it is of that type. */
export function as(type: string, value: Value | undefined): Tree | undefined {
  const found = unwrap(value);
  return found?.type === type ? found.node : undefined;
}

/** The items of a list; a list that was left out is empty. */
export function items(value: Value | undefined): readonly Value[] {
  if (value === undefined) return [];
  return isList(value) ? value : unexpected('an unknown list');
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

/** The words of a list of String nodes: `public.app_57_todos` is ['public', 'app_57_todos']. Refuses any other list. */
export function path(value: Value | undefined): string[] {
  return items(value).map((item) => as('String', item)?.['sval']).map((word) => {
    if (typeof word !== 'string') return unexpected('a name of this form');
    return word;
  });
}

/** Whatever the grammar of PostgreSQL has and these rules do not. */
export function unexpected(what: string): never {
  return refuse('statement_refused', `it holds ${what}, which is not offered`, 'Write it in another way.');
}

/** A number or a truth value that changes nothing about what is reached: positions, flags, counts. */
export function mark(value: Value): void {
  if (typeof value !== 'number' && typeof value !== 'boolean') unexpected('an unknown mark');
}

/** A literal: text that names nothing. */
export function literal(value: Value, at: Place): void {
  if (typeof value !== 'string') return unexpected('an unknown literal');
  // Written as a name, a path or a key: policies and views must not trust what users write themselves.
  if (at.statement.isStored && /user_?meta_?data/i.test(value)) {
    refuse(
      'user_metadata_refused',
      'it names the metadata that users write themselves',
      'Keep roles in a table of the app, or in app_metadata.',
    );
  }
}

/** A name: of a table, column, alias, constraint. */
export function name(value: Value, at: Place): void {
  if (typeof value !== 'string') return unexpected('an unknown name');
  checkName(value, at);
}

/** A list of names. */
export function names(value: Value, at: Place): void {
  path(value).forEach((word) => checkName(word, at));
}

/** A name in several words; `check` decides. */
export const named = (check: (words: string[], at: Place, node: Tree) => void): Rule => (value, at, node) =>
  check(path(value), at, node);

/** One of the enumerated words. */
export const oneOf = (...words: string[]): Rule => {
  const allowed = new Set(words);
  return (value) => {
    if (typeof value !== 'string' || !allowed.has(value)) unexpected(shown(String(value)));
  };
};

/** Any word of PostgreSQL's own enumerations, where each of them is harmless. */
export function word(value: Value): void {
  if (typeof value !== 'string' || !/^[A-Z][A-Za-z0-9_]*$/.test(value)) unexpected('an unknown word');
}

/** Any node that the grammar has. */
export function node(value: Value, at: Place): void {
  const found = unwrap(value);
  // An empty object stands for nothing, as in DISTINCT without ON.
  if (found === undefined) {
    return isTree(value) && Object.keys(value).length === 0 ? undefined : unexpected('an unknown node');
  }
  at.visit(found.type, found.node, at);
}

/** A list of any nodes. */
export function nodes(value: Value, at: Place): void {
  for (const item of items(value)) node(item, at);
}

/** A node of a known type, written without its type. */
export const is = (type: string): Rule => (value, at) => {
  if (!isTree(value)) return unexpected('an unknown node');
  at.visit(type, value, at);
};

/** A list of nodes of one type, checked by the rules of `rules`. */
export const each = (type: string, rules: string = type): Rule => (value, at) => {
  for (const item of items(value)) at.visit(rules, as(type, item) ?? unexpected('an unknown node'), at);
};

/** A list of options, `name = value`: only these names, each with values that fit its pattern. */
export const options = (allowed: Readonly<Record<string, RegExp>>): Rule => (value) => {
  for (const item of items(value)) checkOption(as('DefElem', item), allowed);
};

function checkOption(option: Tree | undefined, allowed: Readonly<Record<string, RegExp>>): void {
  const { defname, arg, defnamespace, defaction } = option ?? unexpected('an unknown option');
  const pattern = typeof defname === 'string' && Object.hasOwn(allowed, defname) ? allowed[defname] : undefined;
  const known = Object.keys(allowed);
  if (pattern === undefined || defnamespace !== undefined || (defaction ?? 'DEFELEM_UNSPEC') !== 'DEFELEM_UNSPEC') {
    const hint = known.length === 0 ? 'Leave it out.' : `Use ${known.join(', ')}, or none.`;
    refuse('option_refused', `the option ${shown(String(defname))} is not offered`, hint);
  }
  if (!pattern.test(optionText(arg))) {
    refuse('option_refused', `the option ${shown(String(defname))} cannot have this value`, 'Choose another value.');
  }
}

/** The value of an option as text; an option without a value is true. */
function optionText(value: Value | undefined): string {
  if (value === undefined) return 'true';
  const { type, node: content } = unwrap(value) ?? unexpected('an unknown value');
  // A word that is no keyword, such as off, reads as the name of a type.
  if (type === 'TypeName') return path(content['names']).join('.');
  // A zero and a false are left out of the tree.
  const written = content['sval'] ?? content['ival'] ?? content['fval'] ?? content['boolval'] ??
    (as('Boolean', value) ? false : 0);
  return typeof written === 'object' ? unexpected('an unknown value') : String(written);
}
