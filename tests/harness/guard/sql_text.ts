import { loadModule, parseSync, scanSync } from '@libpg-query/parser';

// The parser is a WASM module, which must be loaded before the first call.
await loadModule();

/** A token of PostgreSQL's own scanner, with positions in bytes. */
export interface Token {
  start: number;
  end: number;
  text: string;
}

/** The tokens of an SQL string, including comments, or why PostgreSQL's scanner rejects it. */
export function scan(text: string): Token[] | { problem: string } {
  if (text.trim() === '') return [];
  try {
    const bytes = Buffer.from(text, 'utf8');
    return scanSync(text).tokens.map(({ start, end }) => ({
      start,
      end,
      text: bytes.subarray(start, end).toString('utf8'),
    }));
  } catch (error) {
    return { problem: String(error) };
  }
}

/** A node of PostgreSQL's parse tree, as libpg_query prints it. */
export type Node = Record<string, unknown>;

/** The parse tree of one statement with the name of its node, or why PostgreSQL cannot parse it. */
export function parse(text: string): { name: string; node: Node } | { problem: string } {
  try {
    const [first, ...rest] = parseSync(text).stmts ?? [];
    const entry = Object.entries((first?.stmt ?? {}) as Record<string, Node>)[0];
    if (entry === undefined || rest.length > 0) return { problem: 'not exactly one statement' };
    return { name: entry[0], node: entry[1] };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

export interface Piece {
  text: string;
  /** The line of the file on which the statement begins. */
  line: number;
}

/** A file's statements, without the parts for psql: its commands, and the rows after COPY … FROM stdin. */
export function splitStatements(file: string): Piece[] {
  const text = file
    .replace(/^\ufeff/, '')
    .replace(
      /(^copy\s[^;]*from\s+stdin[^;]*;\r?\n)[\s\S]*?^\\\.\r?$/gim,
      (all, head: string) => head + '\n'.repeat(all.split('\n').length - 2),
    )
    .replace(/^\\\w.*$/gm, '');
  const bytes = Buffer.from(text, 'utf8');
  const tokens = scan(text);
  const pieces: Piece[] = [];
  let begin: number | null = null;
  let depth = 0;
  let atomic = 0;
  const add = (end: number): void => {
    if (begin !== null) pieces.push({ text: bytes.subarray(begin, end).toString('utf8'), line: lineAt(bytes, begin) });
    begin = null;
    depth = 0;
    atomic = 0;
  };
  if ('problem' in tokens) return [{ text, line: 1 }];
  for (const [index, token] of tokens.entries()) {
    if (token.text.startsWith('--') || token.text.startsWith('/*')) continue;
    const word = token.text.toLowerCase();
    if (word === ';' && depth === 0 && atomic === 0) {
      add(token.start);
      continue;
    }
    begin ??= token.start;
    if (word === '(') depth++;
    if (word === ')') depth--;
    // The body of a function may consist of statements: BEGIN ATOMIC … END, with CASE … END inside.
    if (word === 'atomic' && tokens[index - 1]?.text.toLowerCase() === 'begin') atomic = 1;
    else if (atomic > 0 && word === 'case') atomic++;
    else if (atomic > 0 && word === 'end') atomic--;
  }
  add(bytes.length);
  return pieces;
}

function lineAt(bytes: Buffer, offset: number): number {
  let line = 1;
  for (let at = 0; at < offset; at++) if (bytes[at] === 10) line++;
  return line;
}
