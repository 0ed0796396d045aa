import createModule from '@libpg-query/parser/wasm/libpg-query.js';
import { isTree, type Tree } from './rules.ts';

/** The parser, compiled to WebAssembly by Emscripten: pointers are numbers. */
interface PgQuery {
  _malloc(bytes: number): number;
  _free(pointer: number): void;
  _wasm_parse_query_raw(text: number): number;
  _wasm_free_parse_result(answer: number): void;
  _wasm_parse_plpgsql(text: number): number;
  _wasm_scan(text: number): number;
  _wasm_free_string(text: number): void;
  lengthBytesUTF8(text: string): number;
  stringToUTF8(text: string, pointer: number, bytes: number): void;
  UTF8ToString(pointer: number): string;
  getValue(pointer: number, type: 'i32'): number;
}

/**
 * A parse tree, or a syntax error of PostgreSQL with its position in characters, the first of which is 1.
 * Null when the SQL is nested too deeply for the parser.
 */
export type Parsed = { tree: Tree } | { error: string; position: number } | null;

/** The tree of a PL/pgSQL function, or an error of its parser, which has no position. Null when it is nested too deeply. */
export type ParsedFunction = { tree: Tree } | { error: string } | null;

/** A token of PostgreSQL's scanner, with its position in bytes. */
export interface Token {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly type: number;
}

/** PostgreSQL's own scanner and parsers (version 17), compiled to WebAssembly. */
export interface Parser {
  parse(sql: string): Parsed;
  /** Parses the body of the function that a statement creates. */
  parseFunction(sql: string): ParsedFunction;
  /** Returns the tokens without comments; undefined for what the scanner rejects. */
  scan(sql: string): Token[] | undefined;
}

/** The current parser. Loaded at start, because a function that already serves requests may not be allowed to read files. */
let ready: Promise<PgQuery> | undefined = load();

function load(): Promise<PgQuery> {
  // Not the package's own parser, which cannot be replaced.
  const loading = (createModule as unknown as () => Promise<PgQuery>)();
  // `openParser` reports the error. Until then it must not count as an unhandled rejection.
  loading.catch(() => {});
  return loading;
}

/**
 * Returns the parser. SQL that overflows the stack leaves it in an unknown state, so it is discarded, and parses nothing more.
 *
 * @throws Error when the parser cannot be loaded
 */
export async function openParser(): Promise<Parser> {
  ready ??= load();
  let module: PgQuery;
  try {
    module = await ready;
  } catch (error) {
    ready = undefined;
    throw error;
  }
  let isBroken = false;
  const guarded = <Answer>(call: () => Answer): Answer | null => {
    if (isBroken) return null;
    try {
      return call();
    } catch (error) {
      isBroken = true;
      ready = undefined;
      if (error instanceof RangeError || error instanceof WebAssembly.RuntimeError) return null;
      throw error;
    }
  };
  return {
    parse: (sql) => guarded(() => parseWith(module, sql)),
    parseFunction: (sql) => guarded(() => parseFunctionWith(module, sql)),
    scan: (sql) => guarded(() => scanWith(module, sql)) ?? undefined,
  };
}

/** Calls `use` with a pointer to a copy of the text. */
function withText<Answer>(parser: PgQuery, text: string, use: (pointer: number) => Answer): Answer {
  const bytes = parser.lengthBytesUTF8(text) + 1;
  const pointer = parser._malloc(bytes);
  parser.stringToUTF8(text, pointer, bytes);
  const answer = use(pointer);
  parser._free(pointer);
  return answer;
}

/** Calls pg_query_parse, which returns {char *tree; char *stderr; PgQueryError *error}. */
function parseWith(parser: PgQuery, sql: string): Parsed {
  const answer = withText(parser, sql, (text) => parser._wasm_parse_query_raw(text));
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
    parser._wasm_free_parse_result(answer);
  }
}

/** Calls a function of the parser that returns JSON, or the message of an error as plain text. */
function textOf(parser: PgQuery, sql: string, call: (text: number) => number): string {
  const answer = withText(parser, sql, call);
  const text = parser.UTF8ToString(answer);
  parser._wasm_free_string(answer);
  return text;
}

function parseFunctionWith(parser: PgQuery, sql: string): ParsedFunction {
  const text = textOf(parser, sql, (pointer) => parser._wasm_parse_plpgsql(pointer));
  if (!text.startsWith('{"plpgsql_funcs":')) return { error: text };
  const tree = parsedJson(text);
  return tree === undefined ? { error: 'the body cannot be read' } : { tree: tree as Tree };
}

/** Returns JSON, or undefined if it is cut off: the scanner returns only part of the tokens of some very long strings. */
function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** The types of the tokens for comments: --, and C. */
const COMMENTS: ReadonlySet<number> = new Set([275, 276]);

function scanWith(parser: PgQuery, sql: string): Token[] | undefined {
  // The scanner rejects an empty string.
  if (sql.trim() === '') return [];
  const text = textOf(parser, sql, (pointer) => parser._wasm_scan(pointer));
  if (!text.startsWith('{"version":')) return undefined;
  const parsed = parsedJson(text);
  if (parsed === undefined) return undefined;
  const { tokens = [] } = parsed as { tokens?: Array<{ start: number; end: number; tokenType: number }> };
  const bytes = new TextEncoder().encode(sql);
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  return tokens.filter(({ tokenType }) => !COMMENTS.has(tokenType)).map(({ start, end, tokenType }) => ({
    start,
    end,
    text: decoder.decode(bytes.subarray(start, end)),
    type: tokenType,
  }));
}

/** Returns the one function in the tree of parseFunction. */
export function functionOf(tree: Tree): Tree | undefined {
  const functions = tree['plpgsql_funcs'];
  const [found, ...more] = Array.isArray(functions) ? functions : [];
  return more.length === 0 && isTree(found) && isTree(found['PLpgSQL_function'])
    ? found['PLpgSQL_function']
    : undefined;
}
