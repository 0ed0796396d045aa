// npm run guard:corpus -- FOLDER [--min SHARE]
//
// Puts every .sql file of a folder, schemas of apps that know nothing of prefixes, through exec_sql on a cluster of its own,
// and says what share was accepted, and each refusal with its reason and its way out. With --min it fails below that share
// of table, index, view and policy statements: --min 90.
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { coreShare, reportOf } from './guard/folder_report.ts';
import { installExtensions, runFolder } from './guard/run_folder.ts';
import { connect } from '../../scripts/stack/connect.ts';
import { startTestCluster } from '../../scripts/stack/test_cluster.ts';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { min: { type: 'string' } } });
const [folder] = positionals;
if (folder === undefined || !existsSync(folder)) {
  console.error('Name a folder: npm run guard:corpus -- FOLDER [--min 90]');
  process.exit(2);
}

const cluster = await startTestCluster();
try {
  const admin = connect(cluster.url('supabase_admin'));
  await installExtensions(admin);
  await admin.end();
  const service = connect(cluster.url(), { connection: { role: 'service_role' } });
  const results = await runFolder(folder, service);
  await service.end();
  console.log(reportOf(results));
  process.exitCode = 100 * coreShare(results) < Number(values.min ?? 0) ? 1 : 0;
} finally {
  await cluster.remove();
}
