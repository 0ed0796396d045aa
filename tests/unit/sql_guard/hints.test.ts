import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { checkSql } from '../../../shared/sql_guard/check_sql.ts';
import { HINTS } from '../../../shared/sql_guard/hints.ts';

const source = 'supabase/schemas/sandbox/tables/refusal_hints.sql';
const sql = readFileSync(new URL(`../../../${source}`, import.meta.url), 'utf8');
const hints: Record<string, string> = Object.fromEntries(
  [...sql.matchAll(/^ {2}\('(\w+)',\s+((?:'(?:[^']|'')*'\s*)+)\)[,;]$/gm)].map(([, construct, literal]) => [
    construct,
    (literal ?? '').trim().slice(1, -1).replace(/'\s*\n\s*'/g, '').replaceAll("''", "'"),
  ]),
);

// The database's table is the only list. After changing it, run `npm run test:unit -- hints -u`.
it('the parse-tree wall gives the hints that the database gives', async () => {
  const pieces = (hint: string): string[] => hint.match(/.{1,110}(?:\s|$)/g) ?? [];
  const lines = Object.entries(hints).map(([construct, hint]) =>
    `  ${construct}: ${pieces(hint).map((piece) => JSON.stringify(piece)).join(' +\n    ')},`
  );
  await expect(`// deno-fmt-ignore-file
// Generated from ${source}, the only list. After changing it, run:
// npm run test:unit -- hints -u
export const HINTS = {
${lines.join('\n')}
};
`).toMatchFileSnapshot('../../../shared/sql_guard/hints.ts');
});

it('the generated list has every hint of its source', () => {
  expect(Object.keys(hints).length).toBe([...sql.matchAll(/^ {2}\('\w+',/gm)].length);
  expect(HINTS).toEqual(hints);
});

it('no hint advises to leave out a condition or says that it is done elsewhere', () => {
  expect(Object.values(hints).filter((hint) => /grants are set|come by themselves|other triggers are not/.test(hint)))
    .toEqual([]);
});

it.each([
  ['create policy p on app_57_a to admins using (true)', /if it is for the server.*write in the condition who may/],
  ['alter table app_57_a disable row level security', /stays on\. Create policies/],
  ['drop trigger keep_owner on app_57_a', /^Leave it out: the triggers of the platform/],
  ['revoke all on app_57_a from anon', /public_read.*change nothing/],
  ['revoke all on app_57_a from anon, authenticated', /create policies only for what members may do/],
  ['grant update (title) on app_57_a to authenticated', /Move columns/],
  ['grant select (title) on app_57_a to anon', /public_read/],
  ['select id from storage.objects', /If it is an alias, rename it\.$/],
  ['select 1 as pg_name from pg_name', /does not begin with pg_/],
  ["notify pgrst, 'reload schema'", /reads the schema again/],
  ['vacuum app_57_a', /automatically/],
  ['lock table app_57_a', /for update/],
])('the hint of the parse-tree wall opens nothing: %s', async (refused, expected) => {
  expect(await checkSql(57, refused)).toMatchObject({ ok: false, hint: expect.stringMatching(expected) });
});
