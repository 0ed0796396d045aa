import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { projectRoot } from '../../scripts/stack/paths.ts';

const documents = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'docs/architecture.md', 'docs/operations.md'].concat(
  readdirSync(join(projectRoot, 'docs', 'decisions')).map((name) => `docs/decisions/${name}`),
);

/** They exist from the first release on. */
const later = new Set(['supabase/frozen_migrations.json']);

it.each(documents)('every path and link of %s exists', (document) => {
  const text = readFileSync(join(projectRoot, document), 'utf8');
  const paths = [...text.matchAll(/`((?:docs|examples|scripts|shared|supabase|tests)\/[\w./-]+)`/g)].map(([, path]) =>
    path ?? ''
  );
  const links = [...text.matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)].map(([, link]) =>
    join(dirname(document), link ?? '')
  );
  expect([...paths, ...links].filter((path) => !later.has(path) && !existsSync(join(projectRoot, path)))).toEqual([]);
});
