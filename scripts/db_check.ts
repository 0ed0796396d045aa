// npm run db:check: supabase/schemas and supabase/migrations build the same database, and what is generated is up to date.
import { compareFingerprints, type Fingerprint, readFingerprint } from './schema_check/fingerprint.ts';
import { connect } from './stack/connect.ts';
import type { DefaultPrivileges } from './stack/hosted.ts';
import { applySchemas } from './stack/migrate.ts';
import { staleFiles } from './stack/migration_files.ts';
import { startTestCluster } from './stack/test_cluster.ts';
import type { TemplateKind } from './stack/template.ts';

let passed = 0;
let failed = 0;
verdict('migrations and seed are what `npm run db:build` makes', staleFiles());
const fromMigrations = await fingerprintOf('shard', 'old');
const fromSchemas = await fingerprintOf('hosted', 'old', applySchemas);
verdict(
  `schemas and migrations build the same database (${fromSchemas.size} objects)`,
  compareFingerprints(
    { name: 'schemas', fingerprint: fromSchemas },
    { name: 'migrations', fingerprint: fromMigrations },
  ),
);
verdict(
  'both states of the default privileges give the same database',
  compareFingerprints(
    { name: 'old', fingerprint: withoutDefaultPrivileges(fromMigrations) },
    { name: 'new', fingerprint: withoutDefaultPrivileges(await fingerprintOf('shard', 'new')) },
  ),
);
console.log(`\nschema: ${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

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
