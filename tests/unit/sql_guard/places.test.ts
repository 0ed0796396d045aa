import { expect, it } from 'vitest';
import { checkSql } from '../../../shared/sql_guard/check_sql.ts';

/** Returns each refusal as `statement line position reason`. */
async function places(sql: string): Promise<string[]> {
  const checked = await checkSql(57, sql);
  if (checked.ok) return [];
  return checked.refusals.map(({ statement, line, position, reason }) => `${statement} ${line} ${position} ${reason}`);
}

// The first is also in supabase/tests/guard/every_refusal_says_where_it_is.test.sql: both walls report it in the same way.
it.each([
  [
    "select 'é';;\n-- a ; comment\ncreate function f() returns int language sql as $$ select 1; $$;\n" +
    'drop table if exists todos, "a;b";\n\n  select text from app_57_todos;\n' +
    'select version(), app_58_x.a, version()\nfrom app_58_x;',
    ['2 3 45 wrong_prefix', '3 4 115 wrong_prefix', '5 7 170 function_refused', '5 7 181 foreign_name'],
  ],
  ["select 'é'; set role x;\nselect 1 from from a", ['2 1 13 statement_refused', '3 2 39 sql_unreadable']],
  ["select 1;\nselect 'é", ['2 2 18 sql_unreadable']],
  ['select (1', ['1 1 10 sql_unreadable']],
  [
    'create policy p on app_57_a to postgres using (version() is null) with check (has_role(1) and auth.jwt() is null)',
    ['1 1 32 option_refused', '1 1 48 function_refused', '1 1 79 function_refused', '1 1 95 user_metadata_refused'],
  ],
  ['with a as (select 1 from pg_class) select version() from a', ['1 1 26 catalog_name', '1 1 43 function_refused']],
  ['/* a; /* b */ */ reset all', ['1 1 18 statement_refused']],
])('every refusal has its statement, line and position: %s', async (sql, expected) => {
  expect(await places(sql)).toEqual(expected);
});

it('at most 100 refusals are listed, with their number', async () => {
  const checked = await checkSql(57, 'reset all;'.repeat(150));
  expect(checked).toMatchObject({ ok: false, reason: 'statement_refused', refusal_count: 150 });
  expect('refusals' in checked && checked.refusals.length).toBe(100);
});

it('a statement is refused wherever its only refusal is', async () => {
  const statements = ['select 1', 'select version()', 'select text from app_57_todos'];
  expect(await places(statements.join(';'))).toEqual(['2 1 17 function_refused']);
});

// Positions in the tree are in bytes, and in a body they begin with the body. With escapes, they are that of the string.
it.each([
  ['$é$\nbegin\n  perform 1, version();\nend $é$', ['function_refused at version()']],
  ["$$ begin perform 'é', version(); end $$", ['function_refused at version()']],
  ["'begin perform ''é'', version(); end'", ['function_refused at version()']],
  ["e'begin perform \\'é\\', version(); end'", ['function_refused at version()']],
  [
    '$$\ndeclare\n  é record := (select app_58_x.a);\nbegin\n' +
    "  execute 'é';\n  commit;\n  é := 1 + version();\n  é.é[app_58_f()] := 1; end $$",
    [
      "statement_refused at execute 'é'",
      'statement_refused at commit;',
      'function_refused at version()',
      'foreign_name at app_58_f()',
      'foreign_name at app_58_x.a',
    ],
  ],
  ["$$ declare é app_57_é%rowtype; begin é.id := version(); select 'é', 1 into é.id, é.x from app_58_a; end $$", [
    'function_refused at version()',
    'foreign_name at app_58_a',
  ]],
  ['/* é */ -- é\n$$ begin return 1 +; end $$', ['sql_unreadable at  begin']],
])('a refusal in a body has its place in the submitted SQL: %s', async (body, expected) => {
  const sql = `select 'é';\ncreate function app_57_f() returns int language plpgsql as ${body}`;
  const found = expected.map((line) => {
    const [reason = '', text = ''] = line.split(' at ');
    expect(sql).toContain(text);
    const before = sql.slice(0, sql.indexOf(text));
    return `2 ${before.split('\n').length} ${[...before].length + 1} ${reason}`;
  });
  expect(await places(sql)).toEqual(found);
});

it('a refusal in a body in SQL has its place in the submitted SQL', async () => {
  const sql =
    "select 'é';\ncreate function app_57_f() returns int language sql as\n'select ''é'';\n  select ''é'', version()'";
  expect(await places(sql)).toEqual([`2 4 ${sql.indexOf('version') + 1} function_refused`]);
});
