import { checkName, checkOwn, refuseSchema } from './names.ts';
import { refuse, shown } from './refusal.ts';
import type { Place } from './rules.ts';

/**
 * The types of PostgreSQL and its extensions that submitted SQL may name. Never a type whose input looks up an object (regclass
 * and similar, aclitem), nor a handle (refcursor). The guard of the database has a list of refused types instead.
 */
const TYPES: ReadonlySet<string> = new Set(
  `
  bool int2 int4 int8 float4 float8 numeric money smallserial serial bigserial serial2 serial4 serial8
  text varchar bpchar char citext bytea bit varbit xml uuid json jsonb jsonpath
  date time timetz timestamp timestamptz interval
  int4range int8range numrange daterange tsrange tstzrange
  int4multirange int8multirange nummultirange datemultirange tsmultirange tstzmultirange
  inet cidr macaddr macaddr8 point line lseg box path polygon circle
  tsvector tsquery regconfig regdictionary vector halfvec sparsevec hstore ltree lquery ltxtquery cube earth
  geometry geography name oid
`.trim().split(/\s+/),
);

/** Types that only a signature can name. */
const PSEUDO_TYPES: ReadonlySet<string> = new Set(
  `
  void trigger record anyelement anyarray anynonarray anyenum anyrange anymultirange
  anycompatible anycompatiblearray anycompatiblenonarray anycompatiblerange anycompatiblemultirange
`.trim().split(/\s+/),
);

/** Checks the type of a parameter or result of a function of the app. */
export function checkSignatureType(words: readonly string[], at: Place): void {
  const [name = '', schema = 'pg_catalog'] = words.toReversed();
  if (schema === 'pg_catalog' && PSEUDO_TYPES.has(name)) return;
  checkType(words, at);
}

/** Checks the type of a variable. A cursor is declared with its query: the value of a refcursor could name any portal. */
export function checkDeclaredType(words: readonly string[], at: Place): void {
  const [name = '', schema = 'pg_catalog'] = words.toReversed();
  if (schema === 'pg_catalog' && name === 'record') return;
  checkType(words, at);
}

/** Checks the name of a type: it must be listed, or be a type or table of the app. */
export function checkType(words: readonly string[], at: Place): void {
  const [name = '', schema, ...more] = words.toReversed();
  if (more.length > 0) refuseSchema(more.at(-1) ?? '', at);
  // The parser itself writes int as pg_catalog.int4.
  const isListed = TYPES.has(name);
  if (isListed && (schema === undefined || ['pg_catalog', 'public', 'extensions'].includes(schema))) return;
  if (schema !== undefined && schema !== 'public') refuseSchema(schema, at);
  if (name.startsWith(at.prefix)) return checkOwn(schema, name, at);
  checkName(name, at);
  refuse(
    'type_refused',
    `${shown(name)} is not an allowed type`,
    `Use a documented type, or an enum type with a name that begins with ${at.prefix}.`,
  );
}
