import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const schemas = new URL('../../supabase/schemas/', import.meta.url);

/** The reason in a header: its part `-- Security: definer, because …`, which ends where the next part begins. */
function reasonIn(sql: string): string | undefined {
  const header = sql.split('\n').slice(0, sql.split('\n').findIndex((line) => !line.startsWith('--')));
  const parts = header.map((line) => line.slice(3)).reduce<string[]>(
    (done, line) =>
      /^[A-Z][a-z ]+: /.test(line) ? [...done, line] : [...done.slice(0, -1), `${done.at(-1) ?? ''} ${line}`],
    [],
  );
  return parts.map((part) => /^Security: definer, because (.+?)\.?$/.exec(part)?.[1]).find((reason) =>
    reason !== undefined
  );
}

const functions = readdirSync(schemas, { recursive: true, encoding: 'utf8' })
  .filter((file) => /^\w+\/functions\/.*\.sql$/.test(file))
  .map((file) => {
    const sql = readFileSync(new URL(file, schemas), 'utf8');
    const name = /^create or replace function (\w+\.\w+)\(/m.exec(sql)?.[1] ?? file;
    return { name, isDefiner: /^security definer$/m.test(sql), reason: reasonIn(sql) };
  })
  .sort((a, b) => a.name < b.name ? -1 : 1);

it('the header of every definer function gives the reason on a separate line', () => {
  expect(functions.filter(({ isDefiner, reason }) => isDefiner && reason === undefined).map(({ name }) => name))
    .toEqual([]);
});

it('no invoker function claims to be a definer', () => {
  expect(functions.filter(({ isDefiner, reason }) => !isDefiner && reason !== undefined).map(({ name }) => name))
    .toEqual([]);
});

// The headers are the only list of reasons; supabase/tests/catalog lists the functions that may be definers in the database.
it('docs/definers.md lists the reasons from the headers', async () => {
  const rows = functions.filter(({ isDefiner }) => isDefiner).map(({ name, reason }) =>
    `| \`${name}\` | ${reason} |\n`
  );
  await expect(`# Definer functions

Generated from the \`-- Security:\` lines in \`supabase/schemas/*/functions\`. After changing them, run
\`npm run test:unit -- definers -u\`.

These functions run with the privileges of their owner, postgres (SECURITY DEFINER), for the following reasons:

| function | because |
| --- | --- |
${rows.join('')}`).toMatchFileSnapshot('../../docs/definers.md');
});

it('a reason may span several lines and ends before the next part of the header', () => {
  const header =
    '-- f: Does.\n-- Security: definer, because it\n-- must. And more.\n-- Errors: 22023 x.\ncreate function\n';
  expect(reasonIn(header)).toBe('it must. And more');
  expect(reasonIn('-- f: Does.\n-- Security: definer, because it must.\ncreate function\n')).toBe('it must');
  expect(reasonIn('-- f: Does. Security: definer, because it must.\ncreate function\n')).toBeUndefined();
});
