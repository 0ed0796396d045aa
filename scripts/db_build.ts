// npm run db:build: generates supabase/migrations and supabase/seed.sql from supabase/schemas and supabase/apps. It never
// changes a frozen migration and never deletes a migration. After the first release `npm run db:diff` writes migrations.
import { relative } from 'node:path';
import { command, CommandFailure, run } from './cli/command.ts';
import { frozenProblems, readFrozen } from './migrations/frozen.ts';
import { changedFiles, strayMigrations, writeGeneratedFiles } from './migrations/generated_files.ts';
import { projectRoot, supabaseDir } from './stack/paths.ts';

await run(
  command('npm run db:build --', 'Generates supabase/migrations and seed.sql from supabase/schemas and supabase/apps.')
    .action(build),
);

function build(): void {
  const problems = frozenProblems(supabaseDir);
  if (problems.length > 0) {
    throw new CommandFailure(
      `Cannot build: ${problems.join(', ')}`,
      'Restore the frozen migrations, then write a new one with `npm run db:diff`.',
    );
  }
  for (const { path, written } of writeGeneratedFiles(supabaseDir)) {
    console.log(`${written ? 'written  ' : 'unchanged'} ${relative(projectRoot, path)}`);
  }
  const strays = strayMigrations(supabaseDir);
  if (strays.length > 0) {
    throw new CommandFailure(
      `Cannot build: no schema file generates ${strays.map((path) => relative(projectRoot, path)).join(', ')}`,
      'Delete it. Until the first release, every migration is generated.',
    );
  }
  const frozen = readFrozen(supabaseDir).size;
  if (frozen === 0) return;
  console.log(`${frozen} migrations are frozen`);
  const changed = changedFiles(supabaseDir);
  if (changed.length > 0) {
    console.log(
      `${changed.length} schema files have changed since the last migration: run \`npm run db:diff -- <name>\``,
    );
  }
}
