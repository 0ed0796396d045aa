// npm run db:freeze: freezes all migrations, as part of a release. From then on no command changes them, and `npm run db:check`
// fails if anything else does.
import { relative } from 'node:path';
import { command, CommandFailure, run } from './cli/command.ts';
import { freeze, frozenFile } from './migrations/frozen.ts';
import { migrationProblems } from './migrations/generated_files.ts';
import { projectRoot, supabaseDir } from './stack/paths.ts';

await run(
  command('npm run db:freeze --', 'Freezes all migrations for a release. Run `npm run db:check` first.').action(() => {
    const problems = migrationProblems(supabaseDir);
    if (problems.length > 0) {
      throw new CommandFailure(`Cannot freeze the migrations: ${problems.join(', ')}`, 'Fix this, then freeze again.');
    }
    const frozen = freeze(supabaseDir);
    for (const name of frozen) console.log(`frozen ${name}`);
    console.log(
      frozen.length === 0
        ? 'All migrations are already frozen'
        : `Commit ${relative(projectRoot, frozenFile(supabaseDir))}`,
    );
  }),
);
