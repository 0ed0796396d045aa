// npm run db:diff -- <name>: writes the migration from the state that the migrations reach to supabase/schemas. Functions are
// copied verbatim. Statements that change a table or a type are written by hand, where the migration marks it.
import { InvalidArgumentError } from '@commander-js/extra-typings';
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { command, CommandFailure, run } from './cli/command.ts';
import { writeDifference } from './migrations/difference.ts';
import { frozenProblems, readFrozen } from './migrations/frozen.ts';
import { unwrittenFiles } from './migrations/sections.ts';
import { projectRoot, supabaseDir } from './stack/paths.ts';

await run(
  command('npm run db:diff --', 'Writes a migration with the changes to supabase/schemas since the last migration.')
    .argument('<name>', 'what the migration does, in snake_case, such as add_labels_to_apps', migrationName)
    .action(writeMigration),
);

function writeMigration(name: string): void {
  if (readFrozen(supabaseDir).size === 0) {
    throw new CommandFailure(
      'Cannot write a migration: no migration is frozen yet',
      'Until the first release, generate the migrations with `npm run db:build`.',
    );
  }
  const problems = frozenProblems(supabaseDir);
  if (problems.length > 0) {
    throw new CommandFailure(`Cannot write a migration: ${problems.join(', ')}`, 'Restore the frozen migrations.');
  }
  const path = writeDifference(supabaseDir, name, new Date());
  if (path === null) return console.log('Nothing has changed since the last migration');
  console.log(`written ${relative(projectRoot, path)}`);
  for (const file of unwrittenFiles(readFileSync(path, 'utf8'))) {
    console.log(`  write by hand: the statements that change ${file}`);
  }
  console.log('Then check it with: npm run db:check');
}

function migrationName(text: string): string {
  if (!/^[a-z][a-z0-9_]{0,79}$/.test(text)) {
    throw new InvalidArgumentError('A name has lower-case letters, digits and underscores, and begins with a letter.');
  }
  return text;
}
