import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

interface Manifest {
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}

function read(path: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'));
}

const manifest = read('package.json') as Manifest;
const versions = { ...manifest.dependencies, ...manifest.devDependencies };
const { imports } = read('deno.json') as { imports: Record<string, string> };

it('every dependency is pinned to one version', () => {
  expect(Object.values(versions).filter((version) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
});

// Functions run on Deno, tests and scripts on Node: they must run the same code.
it.each(Object.entries(imports))('deno.json imports %s in the version of package.json', (specifier, target) => {
  const [, name = '', version, subpath = ''] = /^npm:((?:@[^/]+\/)?[^@/]+)@([^/]+)(\/.*)?$/.exec(target) ?? [];
  expect(version).toBe(versions[name]);
  expect(specifier).toBe(name + subpath);
});
