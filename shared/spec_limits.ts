/** Characters. `app_` + a ten-digit id + `_` + 48 is PostgreSQL's limit of 63. */
export const MAX_TABLE_NAME = 48;
export const MAX_COLUMN_NAME = 63;

export const MAX_TABLES = 100;
export const MAX_COLUMNS = 200;
export const MAX_INDEXES = 20;
export const MAX_INDEX_COLUMNS = 8;
export const MAX_ENUM_VALUES = 100;
export const MAX_ARRAY_DEFAULT = 100;

/** Characters. */
export const MAX_DISPLAY_NAME = 100;
export const MAX_DESCRIPTION = 1000;
export const MAX_ENUM_VALUE = 100;
export const MAX_TEXT_DEFAULT = 10_000;
export const MAX_TEXT_LENGTH = 1_000_000;

/** The largest magnitude up to which every JavaScript client reads integers exactly. */
export const MAX_NUMBER = Number.MAX_SAFE_INTEGER;
export const MAX_INT4 = 2_147_483_647;
export const MIN_INT4 = -2_147_483_648;

/** Bytes of the document as PostgreSQL prints it (`octet_length(spec::text)`): 1 MiB. */
export const MAX_SPEC_BYTES = 1_048_576;
/** Levels below the root. Keeps every recursion over a spec, here and in the database, shallow. */
export const MAX_SPEC_DEPTH = 100;
