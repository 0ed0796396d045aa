// npm run db:advisors: runs Supabase's own advisors (the splinter lints) on a migrated and seeded database. Any finding, of any
// level, fails the run.
import { z } from 'zod';
import { command, run } from './cli/command.ts';
import { applySeed, supabaseCli } from './stack/migrate.ts';
import { startTestCluster } from './stack/test_cluster.ts';

/** Lints that count queries since the server started. In a new database every index is unused. */
const needsTraffic = new Set(['unused_index']);

const report = z.object({ results: z.array(z.object({ name: z.string(), level: z.string(), detail: z.string() })) });

await run(
  command('npm run db:advisors --', "Runs Supabase's advisors on a new, migrated and seeded database.").action(
    async () => {
      const cluster = await startTestCluster();
      try {
        await applySeed(cluster.url());
        const advise = ['db', 'advisors', '--level', 'info', '--fail-on', 'none', '--output-format', 'json'];
        const { results } = report.parse(JSON.parse(await supabaseCli([...advise, `--remote=${cluster.url()}`])));
        const findings = results.filter(({ name }) => !needsTraffic.has(name));
        for (const { level, name, detail } of findings) console.log(`${level} ${name}: ${detail}`);
        console.log(`${findings.length} findings`);
        process.exitCode = findings.length === 0 ? 0 : 1;
      } finally {
        await cluster.remove();
      }
    },
  ),
);
