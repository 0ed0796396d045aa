import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const folder = new URL('../../supabase/tests/', import.meta.url);

/** Functions that return an error instead of raising it: a call whose result is not checked hides a failed setup. */
const ERROR_RETURNING = [
  'tests.error_of',
  'tests.apply_error',
  'tests.exec_sql',
  'platform.exec_sql',
  'public.exec_sql',
];

/** What checks a result: the assertions of pgTAP, and the helpers that raise. */
const ASSERTIONS = [
  ...['is', 'isnt', 'ok', 'matches', 'alike', 'unalike', 'imatches', 'doesnt_match', 'cmp_ok', 'lives_ok', 'throws_ok'],
  ...[
    'is_empty',
    'isnt_empty',
    'results_eq',
    'results_ne',
    'set_eq',
    'bag_eq',
    'set_has',
    'row_eq',
    'has_\\w+',
    'hasnt_\\w+',
  ],
];
const CHECKS = new RegExp(`^select\\s+(?:${ASSERTIONS.join('|')}|tests\\.must|tests\\.must_exec)\\s*\\(`);

/** The statements of a file, without comments. A semicolon within quotes does not end a statement. */
function statementsOf(sql: string): string[] {
  const pieces = sql.match(/--[^\n]*|\$(\w*)\$[^]*?\$\1\$|'(?:[^']|'')*'|;|[^]/g) ?? [];
  return pieces.reduce<string[]>((done, piece) => {
    if (piece.startsWith('--')) return done;
    if (piece === ';') return [...done, ''];
    done[done.length - 1] += piece;
    return done;
  }, ['']).map((statement) => statement.trim());
}

/** Whether a statement calls one of the functions, also within quotes: in a function body or an argument of error_of. */
function calls(statement: string, names: readonly string[]): boolean {
  return names.some((name) => statement.includes(`${name}(`));
}

/** The selects that discard the result of such a function, or of one of the file's own that returns such a result. */
function discarded(sql: string): string[] {
  const statements = statementsOf(sql);
  const own = statements.flatMap((statement) => {
    const name = /^create (?:or replace )?function (pg_temp\.\w+)\(/.exec(statement)?.[1];
    return name !== undefined && !/\breturns void\b/.test(statement) && calls(statement, ERROR_RETURNING) &&
        !/\bis\(/.test(statement)
      ? [name]
      : [];
  });
  return statements.filter((statement) =>
    /^select\b/.test(statement) && calls(statement, [...ERROR_RETURNING, ...own]) && !CHECKS.test(statement)
  );
}

it('no pgTAP file discards a result that may be an error', () => {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.sql'));
  expect(files.length).toBeGreaterThan(200);
  expect(
    files.flatMap((file) =>
      discarded(readFileSync(new URL(file, folder), 'utf8')).map((statement) => `${file}: ${statement.slice(0, 100)}`)
    ),
  ).toEqual([]);
});

it.each([
  [`select platform.exec_sql(57, 'select 1; select 2');`, 1],
  [`select tests.error_of($$select 1$$);`, 1],
  [`select\n  tests.exec_sql(sql) from samples;`, 1],
  [`select count(*) from platform.exec_sql(57, 'x') as answer;`, 1],
  [
    `create function pg_temp.run(sql text) returns text as $$ select tests.exec_sql(sql) $$;\nselect pg_temp.run('x');`,
    1,
  ],
  [
    `create function pg_temp.run(sql text) returns void as $$ select tests.must_exec(sql) $$;\nselect pg_temp.run('x');`,
    0,
  ],
  [`select is(tests.exec_sql('x'), 'done', 'x runs');`, 0],
  [`select tests.must(tests.error_of('select 1'));\nselect tests.must_exec('select 1');`, 0],
  [`-- select tests.error_of('x');\ncreate temp table answers as select tests.error_of('x') as answer;`, 0],
])('the scan judges %j correctly', (sql, count) => {
  expect(discarded(sql)).toHaveLength(count);
});
