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

/** Bounds of the options max_length and min_length, both inclusive. */
export const MAX_LENGTH = { minimum: 1, maximum: 1_000_000 };
export const MIN_LENGTH = { minimum: 0, maximum: 1_000_000 };

/** Bounds of numbers: every JavaScript client reads integers up to 2^53 exactly. */
export const NUMBER = { minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER };
export const INT4 = { minimum: -2_147_483_648, maximum: 2_147_483_647 };

/** Bytes of the document as PostgreSQL prints it (`octet_length(spec::text)`): 1 MiB. */
export const MAX_SPEC_BYTES = 1_048_576;
/** Levels below the root. Keeps every recursion over a spec, here and in the database, shallow. */
export const MAX_SPEC_DEPTH = 100;
