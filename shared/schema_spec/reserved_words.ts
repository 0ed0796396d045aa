/**
 * The SQL keywords that PostgreSQL 17 reserves: `pg_get_keywords()` with catcode R (reserved) or
 * T (reserved, but can be a function or type name). Neither may name a table or a column, because
 * generated apps would have to quote it everywhere. A database test compares this list with the server.
 */
export const RESERVED_WORDS: ReadonlySet<string> = new Set(
  `
  all analyse analyze and any array as asc asymmetric authorization binary both case cast check
  collate collation column concurrently constraint create cross current_catalog current_date
  current_role current_schema current_time current_timestamp current_user default deferrable desc
  distinct do else end except false fetch for foreign freeze from full grant group having ilike in
  initially inner intersect into is isnull join lateral leading left like limit localtime
  localtimestamp natural not notnull null offset on only or order outer overlaps placing primary
  references returning right select session_user similar some symmetric system_user table
  tablesample then to trailing true union unique user using variadic verbose when where window
  with
`.trim().split(/\s+/),
);
