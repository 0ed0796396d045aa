import { expect, it } from 'vitest';
import { ALLOWED_FUNCTIONS } from '../../shared/sql_guard/allowed_functions.ts';
import { connect } from '../../scripts/stack/connect.ts';
import { startTestCluster } from '../../scripts/stack/test_cluster.ts';

// SQL-1: `row.name` after a function of the app calls name(row) if the function returns a value that is not a row. The wall has no
// catalog, so it knows the functions of PostgreSQL that this could call. After a new version, run
// `npx vitest run --project db one_argument_functions -u`.
const query = `
  select distinct proname::text as name from pg_proc
  where pronamespace = 'pg_catalog'::regnamespace and prokind in ('f', 'a') and proname !~ '^pg_'
    and (pronargs >= 1 and pronargs - pronargdefaults <= 1 or provariadic <> 0)
    and not 'pg_catalog.internal'::regtype = any (proargtypes::oid[])
    and not 'pg_catalog.cstring'::regtype = any (proargtypes::oid[])
  order by 1`;

function lines(words: string[]): string {
  const wrapped = words.reduce<string[]>((done, word) => {
    const line = `${done.at(-1) ?? ''} ${word}`.trim();
    return done.length > 0 && line.length <= 116 ? [...done.slice(0, -1), line] : [...done, word];
  }, []);
  return wrapped.map((line) => `  ${line}`).join('\n');
}

it('the parse-tree wall knows every function of PostgreSQL that takes one value and is not allowed', async () => {
  const cluster = await startTestCluster();
  const sql = connect(cluster.url());
  const found = await sql.unsafe<Array<{ name: string }>>(query);
  await sql.end();
  await cluster.remove();
  const names = found.map(({ name }) => name).filter((name) => !ALLOWED_FUNCTIONS.has(name));
  expect(names.length).toBeGreaterThan(300);
  await expect(
    `// Generated from pg_proc, and the functions of extensions that leave the database. After a new version, run:
// npx vitest run --project db one_argument_functions -u
/** The functions outside of the allow-list, except pg_…, that \`value.name\` could call. */
export const ONE_ARGUMENT_FUNCTIONS: ReadonlySet<string> = new Set(
  \`
  dblink dblink_cancel_query dblink_close dblink_connect dblink_connect_u dblink_disconnect dblink_error_message dblink_exec
  dblink_fetch dblink_get_result dblink_is_busy dblink_open http http_delete http_get http_head http_list_curlopt
${lines(names)}
\`.trim().split(/\\s+/),
);
`,
  ).toMatchFileSnapshot('../../shared/sql_guard/one_argument_functions.ts');
});
