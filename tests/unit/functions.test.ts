import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { expect, it } from 'vitest';
import { functionsIn } from '../../scripts/migrations/sql_objects.ts';
import { wrapped } from './wrapped.ts';

const schemas = new URL('../../supabase/schemas/', import.meta.url);

interface Documented {
  folder: string;
  call: string;
  result: string;
  comment: string;
  errors: string;
}

/** Returns the parts of a header, by their name; the first has the name of the function. */
function headerOf(sql: string): Map<string, string> {
  const lines = sql.split('\n');
  const header = lines.slice(0, lines.findIndex((line) => !line.startsWith('--'))).map((line) => line.slice(3));
  const parts = header.reduce<string[]>(
    (done, line) =>
      /^[A-Za-z][\w ]*: /.test(line) ? [...done, line] : [...done.slice(0, -1), `${done.at(-1) ?? ''} ${line}`],
    [],
  );
  return new Map(parts.map((part) => [part.slice(0, part.indexOf(':')), part.slice(part.indexOf(':') + 2)]));
}

/** Returns the argument list as it is written, on one line. */
function argumentsIn(sql: string): string {
  return /^create or replace function \w+\.\w+\(([^$]*?)\)\nreturns/m.exec(sql)?.[1]?.replace(/\s+/g, ' ').trim() ?? '';
}

function documented(schema: string, isCalled: (sql: string) => boolean): Documented[] {
  return readdirSync(new URL(`${schema}/functions/`, schemas), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .map((file) => [file, readFileSync(new URL(`${schema}/functions/${file}`, schemas), 'utf8')] as const)
    .filter(([, sql]) => isCalled(sql))
    .map(([file, sql]) => {
      const name = basename(file, '.sql');
      const header = headerOf(sql);
      return {
        folder: dirname(file) === '.' ? schema : dirname(file),
        call: `${name}(${argumentsIn(sql)})`,
        result: functionsIn(sql)[0]?.result ?? '',
        comment: header.get(name) ?? '',
        errors: header.get('Errors') ?? '',
      };
    });
}

function sections(functions: Documented[]): string {
  const folders = [...new Set(functions.map(({ folder }) => folder))];
  return folders.map((folder) =>
    `\n### ${folder}\n${
      functions.filter((one) => one.folder === folder).map(({ call, result, comment, errors }) =>
        `\n\`\`\`sql\n${wrapped(call)} -> ${result}\n\`\`\`\n\n${wrapped(comment)}\n${
          errors === '' ? '' : `\n${wrapped(`Errors: ${errors}`)}\n`
        }`
      ).join('')
    }`
  ).join('');
}

// The headers are the only text. After changing them, run `npm run test:unit -- functions -u`.
it('docs/functions.md describes every function that a platform or an app may call', async () => {
  const ofPlatform = documented(
    'platform',
    (sql) => /^grant execute on function platform\.\S+ to [^;]*service_role/m.test(sql),
  );
  const ofApps = documented('public', () => true);
  expect([...ofPlatform, ...ofApps].filter(({ comment }) => comment === '')).toEqual([]);
  await expect(`# Functions

Generated from the headers in \`supabase/schemas/*/functions\`. After changing them, run \`npm run test:unit -- functions -u\`.

## For the platform

With the secret key: \`supabase.schema('platform').rpc('create_app', { name: 'Recipes' })\`. Most have an
[HTTP route](http_routes.md) as well. Each error has its reason in \`details\` ([error codes](error_codes.md)).
${sections(ofPlatform)}
## For apps

\`supabase.rpc('join_app', { app_id: 57 })\`. \`exec_sql\` needs the secret key.
${sections(ofApps)}`).toMatchFileSnapshot('../../docs/functions.md');
});
