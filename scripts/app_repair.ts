// npm run app:repair -- 57 [--spec app.json] [--db-url URL]
//
// Makes what an app lacks and says what it did; what is right stays as it is, so a second run does nothing. The wanted
// state is --spec, else supabase/apps/<id>.json where there is one, else what the registry says.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { connect } from './stack/connect.ts';
import { appsDir, stateDir } from './stack/paths.ts';
import { databaseUrl } from './stack/postgres.ts';
import { findRun } from './stack/running.ts';
import { describeSqlError } from './stack/sql_file.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { spec: { type: 'string' }, 'db-url': { type: 'string' } },
});
const [id, ...rest] = positionals;
if (id === undefined || !/^[1-9]\d{0,17}$/.test(id) || rest.length > 0) {
  console.error('Usage: npm run app:repair -- <app id> [--spec app.json] [--db-url URL]');
  process.exit(2);
}

const sql = connect(values['db-url'] ?? databaseUrl(findRun(stateDir)?.databasePort ?? 54322));
try {
  const desired = wantedState(id);
  const [row] = await sql<{ answer: unknown }[]>`
    select platform.repair_app(${id}::bigint, ${desired}::text::jsonb) as answer`;
  const { steps } = z.object({ steps: z.array(z.string()) }).parse(row?.answer);
  console.log(
    steps.length === 0 ? `App ${id}: nothing to do` : `App ${id}:\n${steps.map((step) => `  ${step}`).join('\n')}`,
  );
} catch (error) {
  console.error(`Cannot repair app ${id}\n${describeSqlError(error, 'platform.repair_app', '')}`);
  process.exitCode = 1;
} finally {
  await sql.end();
}

function wantedState(app: string): string | null {
  const usual = join(appsDir, `${app}.json`);
  const file = values.spec ?? (existsSync(usual) ? usual : null);
  return file === null ? null : readFileSync(file, 'utf8');
}
