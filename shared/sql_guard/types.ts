import { checkName, checkOwn, refuseSchema } from './names.ts';
import { refuse, shown } from './refusal.ts';
import type { Place } from './rules.ts';

/**
 * The types of PostgreSQL and its extensions that submitted SQL may name. Never one whose input looks up an object
 * (regclass and its kin, aclitem), none that is a handle (refcursor), none of the catalog's own (oid, name, xid).
 * The database's wall refuses by list what this one allows by list.
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
  geometry geography
`.trim().split(/\s+/),
);

/** A type's name: of the list, or a type or table of the app. */
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
    `the type ${shown(name)} is not offered`,
    `Use a type of the documentation, or an enum ${at.prefix}… .`,
  );
}
