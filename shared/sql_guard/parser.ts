import createModule from 'libpg-query/wasm/libpg-query.js';

/** The parser, compiled to WebAssembly by Emscripten: pointers are numbers. */
interface PgQuery {
  _malloc(bytes: number): number;
  _free(pointer: number): void;
  _wasm_parse_query_raw(text: number): number;
  _wasm_free_parse_result(answer: number): void;
  lengthBytesUTF8(text: string): number;
  stringToUTF8(text: string, pointer: number, bytes: number): void;
  UTF8ToString(pointer: number): string;
  getValue(pointer: number, type: 'i32'): number;
}

/**
 * A parse tree, or a syntax error of PostgreSQL with its position in characters, the first of which is 1.
 * Null when the SQL is nested too deeply for the parser.
 */
export type Parsed = { tree: unknown } | { error: string; position: number } | null;

/** The current parser. Loaded at start, because a function that already serves requests may not be allowed to read files. */
let ready: Promise<PgQuery> | undefined = load();

function load(): Promise<PgQuery> {
  // Not the package's own parser, which cannot be replaced.
  const loading = (createModule as unknown as () => Promise<PgQuery>)();
  // `parse` reports the error. Until then it must not count as an unhandled rejection.
  loading.catch(() => {});
  return loading;
}

/**
 * Parses SQL with PostgreSQL's own grammar (version 17), compiled to WebAssembly. SQL that overflows the parser's stack leaves
 * the parser in an unknown state, so it is discarded.
 */
export async function parse(sql: string): Promise<Parsed> {
  ready ??= load();
  let parser: PgQuery;
  try {
    parser = await ready;
  } catch (error) {
    ready = undefined;
    throw error;
  }
  try {
    return run(parser, sql);
  } catch (error) {
    ready = undefined;
    if (error instanceof RangeError || error instanceof WebAssembly.RuntimeError) return null;
    throw error;
  }
}

/** Calls pg_query_parse, which returns {char *tree; char *stderr; PgQueryError *error}. */
function run(parser: PgQuery, sql: string): Parsed {
  const bytes = parser.lengthBytesUTF8(sql) + 1;
  const text = parser._malloc(bytes);
  parser.stringToUTF8(sql, text, bytes);
  const answer = parser._wasm_parse_query_raw(text);
  const [tree, , failure] = [0, 4, 8].map((offset) => parser.getValue(answer + offset, 'i32'));
  try {
    if (failure) {
      // PgQueryError {char *message, *funcname, *filename; int lineno; int cursorpos; char *context}
      const [message, position] = [0, 16].map((offset) => parser.getValue(failure + offset, 'i32')) as [number, number];
      return { error: parser.UTF8ToString(message), position };
    }
    if (!tree) throw new Error('Cannot parse the SQL: the parser returned nothing');
    return { tree: JSON.parse(parser.UTF8ToString(tree)) };
  } finally {
    parser._free(text);
    parser._wasm_free_parse_result(answer);
  }
}
