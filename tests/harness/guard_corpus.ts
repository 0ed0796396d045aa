// npm run guard:corpus -- FOLDER: runs every .sql file of a folder through exec_sql on a new cluster. The files are schemas of
// apps, written without table prefixes. It prints the share of accepted statements, and each refusal with its reason and hint.
import { coreShare, reportOf } from './guard/folder_report.ts';
import { installExtensions, runFolder } from './guard/run_folder.ts';
import { existingFolder, percentage } from '../../scripts/cli/arguments.ts';
import { command, run } from '../../scripts/cli/command.ts';
import { connect } from '../../scripts/stack/connect.ts';
import { startTestCluster } from '../../scripts/stack/test_cluster.ts';

await run(
  command('npm run guard:corpus --', 'Runs the .sql files of a folder through exec_sql and reports what it refuses.')
    .argument('<folder>', 'the folder that contains the schemas of apps', existingFolder)
    .option('--min <percent>', 'fail below this share of table, index, view and policy statements', percentage, 0)
    .action(async (folder, { min }) => {
      const cluster = await startTestCluster();
      try {
        const admin = connect(cluster.url('supabase_admin'));
        await installExtensions(admin);
        await admin.end();
        const service = connect(cluster.url(), { connection: { role: 'service_role' } });
        const results = await runFolder(folder, service);
        await service.end();
        console.log(reportOf(results));
        process.exitCode = 100 * coreShare(results) < min ? 1 : 0;
      } finally {
        await cluster.remove();
      }
    }),
);
