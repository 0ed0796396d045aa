import type { Token } from '../parser.ts';

const IDENTIFIER = 258;

/** Returns the name that a token means, or undefined if it is not a name. Keywords of SQL can be names in PL/pgSQL. */
export function nameOf(token: Token | undefined): string | undefined {
  if (token === undefined) return undefined;
  if (/^"/.test(token.text)) return token.text.slice(1, -1).replaceAll('""', '"');
  return token.type === IDENTIFIER || /^[a-z_]/i.test(token.text) && !/'/.test(token.text)
    ? token.text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
    : undefined;
}

/** Returns whether a token is this word, without quotes. */
export function isWord(token: Token | undefined, ...words: string[]): boolean {
  return token !== undefined && words.includes(token.text.toLowerCase());
}

/** The parts of a declaration `name [constant] type …`, as positions in the list of tokens. */
export interface Declaration {
  readonly type: number;
  /** The first token after the type. */
  readonly end: number;
  /** The words of the name of the type. */
  readonly words: readonly string[];
}

/** Reads the declaration whose name is the token at `index`: a type of one or two words, with or without %ROWTYPE. */
export function declarationAt(tokens: readonly Token[], index: number): Declaration | undefined {
  const type = isWord(tokens[index + 1], 'constant') ? index + 2 : index + 1;
  const words = [nameOf(tokens[type])];
  let end = type + 1;
  while (tokens[end]?.text === '.') {
    words.push(nameOf(tokens[end + 1]));
    end += 2;
  }
  if (tokens[end]?.text === '%' && isWord(tokens[end + 1], 'rowtype')) end += 2;
  const isKnown = words.every((word) => word !== undefined);
  return isKnown ? { type, end, words: words as string[] } : undefined;
}

/** Returns where the default of a declaration begins, or undefined if it has none. */
export function defaultAfter(tokens: readonly Token[], end: number): number | undefined {
  let at = end;
  if (isWord(tokens[at], 'not') && isWord(tokens[at + 1], 'null')) at += 2;
  return isWord(tokens[at], ':=', '=', 'default') ? at + 1 : undefined;
}
