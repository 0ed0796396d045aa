import { scan, type Token } from './sql_text.ts';

/** What sandbox.lex and sandbox.classify make of a text: see the type sandbox.tokens. */
export interface Lexed {
  pieces: string[];
  kinds: string[];
  texts: string[];
}

/** A token; `s` is what stands between two others. */
export interface LexedToken {
  kind: string;
  text: string;
}

/** The tokens and what stands between them, which together are the text. */
export function tokensOf({ pieces, kinds, texts }: Lexed): LexedToken[] {
  return pieces.flatMap((piece, index) => {
    const bare = (texts[index] ?? '').replace(/^[ \t\n\r\f\v]+/, '');
    const token = piece.endsWith(bare) ? bare : '';
    const between = { kind: 's', text: piece.slice(0, piece.length - token.length) };
    return [between, { kind: kinds[index] ?? 's', text: token }].filter(({ text }) => text !== '');
  });
}

/**
 * Where sandbox.lex and PostgreSQL's scanner do not agree about where a string, a name, a comment or a statement begins or
 * ends. Signs are compared where they end statements: the lexer takes operators sign by sign. A text that only PostgreSQL
 * refuses never runs, and one that only the lexer refuses is refused.
 */
export function disagreements(text: string, lexed: readonly LexedToken[]): string[] {
  const scanned = scan(text);
  if ('problem' in scanned) return [];
  const places = placesOf(lexed);
  const problems: string[] = [];
  if (lexed.map((token) => token.text).join('') !== text) problems.push('the tokens do not make the text');

  const starts = new Map(places.map((place) => [place.start, place]));
  const byEnd = new Map(places.map((place) => [place.end, place]));
  for (const token of scanned) {
    const kind = kindOf(token);
    if (kind === 'other') continue;
    if (kind === 'comment') {
      const inside = places.some((place) => place.kind === 's' && place.start <= token.start && place.end >= token.end);
      if (!inside) problems.push(`comment ${quoted(token)} is none to the lexer`);
      continue;
    }
    const first = starts.get(token.start);
    const last = byEnd.get(token.end);
    if (first === undefined || last === undefined) {
      problems.push(`${kind} ${quoted(token)} has no such ends in the lexer`);
    } else if (kind === 'string' && !isString(first, last, places)) {
      problems.push(`string ${quoted(token)} is ${first.kind} to the lexer`);
    } else if (kind === 'name' && !(first === last && 'iq'.includes(first.kind))) {
      problems.push(`name ${quoted(token)} is ${first.kind} to the lexer`);
    } else if (kind === 'end' && !(first.kind === 'o' && first.text === ';')) {
      problems.push(`; is ${first.kind} ${first.text.slice(0, 40)} to the lexer`);
    }
  }
  const ends = new Set(scanned.filter((token) => kindOf(token) === 'end').map((token) => token.start));
  for (const place of places) {
    if (place.kind === 'o' && place.text === ';' && !ends.has(place.start)) {
      problems.push(`; at byte ${place.start} ends no statement in PostgreSQL`);
    }
  }
  return problems;
}

interface Place extends LexedToken {
  start: number;
  end: number;
}

function placesOf(tokens: readonly LexedToken[]): Place[] {
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

/** PostgreSQL reads strings on two lines as one; the lexer keeps them apart. */
function isString(first: Place, last: Place, places: readonly Place[]): boolean {
  const between = places.slice(places.indexOf(first), places.indexOf(last) + 1);
  return first.kind === 'l' && last.kind === 'l' && between.every((place) => place.kind === 'l' || place.kind === 's');
}

function quoted(token: Token): string {
  return `${JSON.stringify(token.text.slice(0, 60))} at byte ${token.start}`;
}
