// npm run db:check: proves that supabase/schemas and supabase/migrations build the same database, that the generated files are
// up to date, and that no frozen migration has changed.
import { command, run } from './cli/command.ts';
import { migrationProblems } from './migrations/generated_files.ts';
import { compareFingerprints, type Fingerprint, readFingerprint } from './schema_check/fingerprint.ts';
import { connect } from './stack/connect.ts';
import type { DefaultPrivileges } from './stack/hosted.ts';
import { applySchemas } from './stack/migrate.ts';
import { supabaseDir } from './stack/paths.ts';
import { startTestCluster } from './stack/test_cluster.ts';
import type { TemplateKind } from './stack/template.ts';

let passed = 0;
let failed = 0;

await run(
  command('npm run db:check --', 'Proves that supabase/schemas and supabase/migrations build the same database.')
    .action(check),
);

async function check(): Promise<void> {
  verdict(
    'the migrations and the seed are up to date, and no frozen migration has changed',
    migrationProblems(supabaseDir),
  );
  const fromMigrations = await fingerprintOf('shard', 'old');
  const fromSchemas = await fingerprintOf('hosted', 'old', applySchemas);
  verdict(
    `the schemas and the migrations build the same database (${fromSchemas.size} objects)`,
    compareFingerprints(
      { name: 'schemas', fingerprint: fromSchemas },
      { name: 'migrations', fingerprint: fromMigrations },
    ),
  );
  verdict(
    'the migrations build the same database with old and with new default privileges',
    compareFingerprints(
      { name: 'old', fingerprint: withoutDefaultPrivileges(fromMigrations) },
      { name: 'new', fingerprint: withoutDefaultPrivileges(await fingerprintOf('shard', 'new')) },
    ),
  );
  console.log(`\nschema: ${passed} passed, ${failed} failed`);
  process.exit(failed === 0 ? 0 : 1);
}

function verdict(what: string, problems: readonly string[]): void {
  if (problems.length === 0) passed++;
  else failed++;
  console.log(`${problems.length === 0 ? 'ok    ' : 'FAILED'} ${what}`);
  for (const problem of problems) console.log(problem.replace(/^/gm, '       '));
}

async function fingerprintOf(
  template: TemplateKind,
  defaults: DefaultPrivileges,
  build?: (url: string) => Promise<void>,
): Promise<Fingerprint> {
  const cluster = await startTestCluster({ template, defaults });
  try {
    await build?.(cluster.url());
    const sql = connect(cluster.url('supabase_admin'));
    try {
      return await readFingerprint(sql);
    } finally {
      await sql.end();
    }
  } finally {
    await cluster.remove();
  }
}

function withoutDefaultPrivileges(fingerprint: Fingerprint): Fingerprint {
  return new Map([...fingerprint].filter(([key]) => !key.startsWith('default privileges')));
}
