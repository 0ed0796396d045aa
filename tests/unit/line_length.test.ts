import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { projectRoot } from '../../scripts/stack/paths.ts';

const longest = 140;

const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: projectRoot,
  encoding: 'utf8',
}).split('\n').filter((file) => /\.(sql|tsx?|md)$/.test(file) && existsSync(join(projectRoot, file)));

/** Generated from the sources, or written as other people and `supabase db dump` write their schemas. */
const exempt = /^(supabase\/(migrations\/|seed\.sql$)|tests\/guard\/samples\/)/;

/** A URL or another token that nobody can wrap, behind the sign of a comment or a list at most. */
const unbreakable = /^\s*(?:--|\/\/|[-*#>|])?\s*\S+\s*$/;

it.each(['sql', 'ts', 'tsx', 'md'])('no line of a .%s file is longer than 140 characters', (extension) => {
  const sources = files.filter((file) => file.endsWith(`.${extension}`) && !exempt.test(file));
  expect(sources.length).toBeGreaterThan(0);
  const long = sources.flatMap((file) =>
    readFileSync(join(projectRoot, file), 'utf8').split('\n').flatMap((line, index) => {
      const { length } = [...line];
      return length > longest && !unbreakable.test(line) ? [`${file}:${index + 1} has ${length}`] : [];
    })
  );
  expect(long, `wrap these lines; a cell of a table too long for one line belongs below the table`).toEqual([]);
});
