// Supabase's own advisors (the splinter lints) on a migrated and seeded database: not one finding, whatever its level.
import { applySeed, supabaseCli } from './stack/migrate.ts';
import { startTestCluster } from './stack/test_cluster.ts';

const cluster = await startTestCluster();
try {
  await applySeed(cluster.url());
  const advise = ['db', 'advisors', '--level', 'info', '--fail-on', 'info', `--remote=${cluster.url()}`];
  console.log(await supabaseCli(advise));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await cluster.remove();
}
