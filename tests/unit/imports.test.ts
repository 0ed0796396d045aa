import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { expect, it } from 'vitest';
import { projectRoot } from '../../scripts/stack/paths.ts';

/** What a folder of the project must not import, because those folders import it. */
const above: Record<string, readonly string[]> = {
  shared: ['scripts', 'supabase', 'tests'],
  supabase: ['scripts', 'tests'],
  scripts: ['tests'],
};

function importedFolders(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*'(\.[^']+)'/g)].map(([, path = '']) =>
    relative(projectRoot, join(dirname(file), path)).split(sep)[0] ?? ''
  );
}

it.each(Object.entries(above))('no file in %s imports from %j', (folder, forbidden) => {
  const files = readdirSync(join(projectRoot, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.split(sep).includes('node_modules'))
    .map((path) => join(projectRoot, folder, path));
  expect(files.length).toBeGreaterThan(0);
  const wrong = files.flatMap((file) =>
    importedFolders(file).filter((imported) => forbidden.includes(imported))
      .map((imported) => `${relative(projectRoot, file)} imports from ${imported}`)
  );
  expect(wrong).toEqual([]);
});
