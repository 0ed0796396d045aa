import { scan, type Token } from './sql_text.ts';

/** The result of sandbox.lex and sandbox.classify for an SQL string: see the type sandbox.tokens. */
export interface Lexed {
  pieces: string[];
  kinds: string[];
  texts: string[];
}

/** A token. Kind `s` is the space between two others. */
export interface LexedToken {
  kind: string;
  text: string;
}

/** The tokens and the spaces between them, which concatenate to the SQL string. */
export function tokensOf({ pieces, kinds, texts }: Lexed): LexedToken[] {
  return pieces.flatMap((piece, index) => {
    const bare = (texts[index] ?? '').replace(/^[ \t\n\r\f\v]+/, '');
    const token = piece.endsWith(bare) ? bare : '';
    const between = { kind: 's', text: piece.slice(0, piece.length - token.length) };
    return [between, { kind: kinds[index] ?? 's', text: token }].filter(({ text }) => text !== '');
  });
}

/**
 * The places where sandbox.lex and PostgreSQL's scanner disagree about where a string, a name, a comment or a statement begins
 * or ends. Operators are compared only where they end statements, because the lexer reads them character by character. SQL
 * that only PostgreSQL refuses never runs, and SQL that only the lexer refuses is refused.
 */
export function disagreements(text: string, lexed: readonly LexedToken[]): string[] {
  const scanned = scan(text);
  if ('problem' in scanned) return [];
  const tokens = withPositions(lexed);
  const problems: string[] = [];
  if (lexed.map((token) => token.text).join('') !== text) problems.push('the tokens do not concatenate to the SQL');

  const starts = new Map(tokens.map((token) => [token.start, token]));
  const byEnd = new Map(tokens.map((token) => [token.end, token]));
  for (const token of scanned) {
    const kind = kindOf(token);
    if (kind === 'other') continue;
    if (kind === 'comment') {
      const inside = tokens.some((other) => other.kind === 's' && other.start <= token.start && other.end >= token.end);
      if (!inside) problems.push(`comment ${quoted(token)} is not a comment to the lexer`);
      continue;
    }
    const first = starts.get(token.start);
    const last = byEnd.get(token.end);
    if (first === undefined || last === undefined) {
      problems.push(`${kind} ${quoted(token)} does not begin and end with tokens of the lexer`);
    } else if (kind === 'string' && !isString(first, last, tokens)) {
      problems.push(`string ${quoted(token)} is ${first.kind} to the lexer`);
    } else if (kind === 'name' && !(first === last && 'iq'.includes(first.kind))) {
      problems.push(`name ${quoted(token)} is ${first.kind} to the lexer`);
    } else if (kind === 'end' && !(first.kind === 'o' && first.text === ';')) {
      problems.push(`; is ${first.kind} ${first.text.slice(0, 40)} to the lexer`);
    }
  }
  const ends = new Set(scanned.filter((token) => kindOf(token) === 'end').map((token) => token.start));
  for (const token of tokens) {
    if (token.kind === 'o' && token.text === ';' && !ends.has(token.start)) {
      problems.push(`; at byte ${token.start} ends no statement in PostgreSQL`);
    }
  }
  return problems;
}

interface PositionedToken extends LexedToken {
  start: number;
  end: number;
}

function withPositions(tokens: readonly LexedToken[]): PositionedToken[] {
  let at = 0;
  return tokens.map((token) => ({ ...token, start: at, end: at += Buffer.byteLength(token.text) }));
}

function kindOf({ text }: Token): 'string' | 'name' | 'comment' | 'end' | 'other' {
  if (text === ';') return 'end';
  if (/^(--|\/\*)/.test(text)) return 'comment';
  if (/^([ebxn]?'|\$[^0-9]|\$\$|u&')/i.test(text)) return 'string';
  if (/^("|u&"|[a-z_\u0080-\u{10ffff}])/iu.test(text)) return 'name';
  return 'other';
}

/** Whether the tokens from first to last are one string. PostgreSQL joins strings on two lines; the lexer does not. */
function isString(first: PositionedToken, last: PositionedToken, tokens: readonly PositionedToken[]): boolean {
  const between = tokens.slice(tokens.indexOf(first), tokens.indexOf(last) + 1);
  return first.kind === 'l' && last.kind === 'l' && between.every(({ kind }) => kind === 'l' || kind === 's');
}

function quoted(token: Token): string {
  return `${JSON.stringify(token.text.slice(0, 60))} at byte ${token.start}`;
}
