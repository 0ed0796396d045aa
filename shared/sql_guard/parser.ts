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

/** A parsed text, or what PostgreSQL says of it. Null when the text is nested deeper than the parser can bear. */
export type Parsed = { tree: unknown } | { error: string } | null;

/** The parser that is in use. Made at once: reading a file may be refused to a function that already serves. */
let ready: Promise<PgQuery> | undefined = load();

function load(): Promise<PgQuery> {
  // Not the package's own parser, which cannot be thrown away.
  const loading = (createModule as unknown as () => Promise<PgQuery>)();
  // Whoever parses gets to know; nobody may be waiting yet.
  loading.catch(() => {});
  return loading;
}

/**
 * Parses SQL with PostgreSQL's own grammar (version 17), compiled to WebAssembly. A text that makes the parser run out of
 * its stack leaves it in an unknown state, so that parser is thrown away.
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

/** One call of pg_query_parse. Its answer is {char *tree; char *stderr; PgQueryError *error}. */
function run(parser: PgQuery, sql: string): Parsed {
  const bytes = parser.lengthBytesUTF8(sql) + 1;
  const text = parser._malloc(bytes);
  parser.stringToUTF8(sql, text, bytes);
  const answer = parser._wasm_parse_query_raw(text);
  const [tree, , failure] = [0, 4, 8].map((offset) => parser.getValue(answer + offset, 'i32'));
  try {
    if (failure) return { error: parser.UTF8ToString(parser.getValue(failure, 'i32')) };
    if (!tree) throw new Error('The parser answers nothing');
    return { tree: JSON.parse(parser.UTF8ToString(tree)) };
  } finally {
    parser._free(text);
    parser._wasm_free_parse_result(answer);
  }
}
