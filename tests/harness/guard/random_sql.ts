import { pick, type Random } from '../random.ts';
import { type Case, isSpec, stepsOf } from './corpus.ts';

/** Tokens of SQL, and strings that are difficult for lexers. */
const pieces = [
  "'",
  "''",
  "'''",
  '"',
  '""',
  '$$',
  '$a$',
  '$é$',
  '$1',
  '$',
  '$$$',
  'a$b$',
  '--',
  '-- x\n',
  '--\r',
  '/*',
  '*/',
  '/* /* */',
  '/*/',
  '*/*',
  '/**/',
  ';',
  ';;',
  '\\',
  "\\'",
  "E'",
  "e'\\",
  "E'\\''",
  "N'",
  "n'x'",
  "B'1'",
  "x'1F'",
  "U&'",
  'U&"',
  "u&'\\0061'",
  "uescape '!'",
  '::',
  ':',
  ':=',
  '=>',
  '@@',
  '->>',
  '#>>',
  '?',
  '?|',
  '@>',
  '<-',
  '+-',
  '<--',
  '*/-',
  '(',
  ')',
  '[',
  ']',
  '{',
  '}',
  ',',
  '.',
  '..',
  '*',
  '=',
  '<>',
  '!',
  '|',
  '||',
  '&',
  '~',
  '^',
  '%',
  '`',
  '1',
  '1.5',
  '1e5',
  '1.e',
  '.5',
  '1_000',
  '0x1F',
  '0b1',
  '1a',
  '1$a$',
  '$1a',
  '$1$a$',
  '1..2',
  ' ',
  '\n',
  '\t',
  '\r\n',
  '\f',
  '\v',
  '\u00a0',
  '\u200b',
  '\ufeff',
  '\u2028',
  'é',
  '日本',
  '😀',
  'select',
  'SELECT',
  'insert into',
  'update',
  'delete from',
  'drop table',
  'create table',
  'create view',
  'alter table',
  'with',
  'recursive',
  'as',
  'from',
  'where',
  'values',
  'returning',
  'union all',
  'set role',
  'reset',
  'commit',
  'do',
  'copy',
  'listen',
  'notify',
  'grant',
  'explain analyze',
  'create policy',
  'using',
  'on',
  'to',
  'anon',
  'true',
  'into',
  'like',
  'begin',
  'atomic',
  'end',
  'case',
  'when',
  'app_57_todos',
  'app_58_todos',
  '"app_58_todos"',
  'app_57_users',
  'APP_58_TODOS',
  'App_57_Todos',
  'public.app_57_todos',
  'pg_class',
  'pg_catalog.',
  'auth.users',
  'auth.uid()',
  'platform.apps',
  'text',
  'user_id',
  'id',
  'set_config(',
  'pg_sleep(0)',
  'query_to_xml(',
  'count(*)',
  'now()',
  'upper(',
  'regclass',
  '::regclass',
  '::text',
  'app_isolation',
  'app_keys',
  'disable row level security',
  'security_invoker',
  'guard_probe',
];

/** The attacks and twins of the corpus, without the very long ones. */
export function seedTexts(corpus: readonly Case[]): string[] {
  return corpus.flatMap((item) => [item.attack, item.twin]).flatMap((
    submission,
  ) => (isSpec(submission) ? [] : stepsOf(submission).map((step) => typeof step === 'string' ? step : step.run)))
    .filter((text) => text.length < 2000);
}

/** Random tokens, or SQL of the corpus that is truncated, spliced with another, or changed in a few places. */
export function randomSql(seeds: readonly string[], random: Random): string {
  const kind = random();
  const seed = pick(seeds, random) ?? '';
  if (kind < 0.25) return soup(random, 1 + Math.floor(random() * 12));
  if (kind < 0.4) return seed.slice(0, at(seed, random));
  if (kind < 0.6) {
    const other = pick(seeds, random) ?? '';
    return seed.slice(0, at(seed, random)) + (random() < 0.3 ? soup(random, 1) : '') + other.slice(at(other, random));
  }
  let text = seed;
  for (let count = 1 + Math.floor(random() * 4); count > 0; count--) text = mutated(text, random);
  return text;
}

function mutated(text: string, random: Random): string {
  const from = at(text, random);
  const kind = random();
  if (kind < 0.5) return text.slice(0, from) + (pick(pieces, random) ?? '') + text.slice(from);
  if (kind < 0.75) return text.slice(0, from) + text.slice(from + 1 + Math.floor(random() * 4));
  return text.slice(0, from) + (pick(pieces, random) ?? '') + text.slice(from + 1);
}

function soup(random: Random, length: number): string {
  let text = '';
  for (let count = 0; count < length; count++) text += (pick(pieces, random) ?? '') + (random() < 0.5 ? ' ' : '');
  return text;
}

/** A random index in a string that does not split a surrogate pair. */
function at(text: string, random: Random): number {
  const index = Math.floor(random() * (text.length + 1));
  const code = text.charCodeAt(index);
  return code >= 0xdc00 && code <= 0xdfff ? index + 1 : index;
}
