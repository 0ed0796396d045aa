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
const example = read('examples/todo/package.json') as Manifest;
const exampleVersions = { ...example.dependencies, ...example.devDependencies };
const versions = { ...manifest.dependencies, ...manifest.devDependencies };
const { imports } = read('deno.json') as { imports: Record<string, string> };

it('every dependency is pinned to one version', () => {
  expect(
    Object.values({ ...versions, ...exampleVersions }).filter((version) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version)),
  ).toEqual([]);
});

it('examples/todo uses the versions of package.json for packages that both list', () => {
  const shared = Object.entries(exampleVersions).filter(([name]) => name in versions);
  expect(shared.length).toBeGreaterThan(0);
  expect(shared.filter(([name, version]) => versions[name] !== version)).toEqual([]);
});

// Functions run on Deno, tests and scripts on Node. They must run the same versions.
it.each(Object.entries(imports))('deno.json imports %s in the version of package.json', (specifier, target) => {
  const [, name = '', version, subpath = ''] = /^npm:((?:@[^/]+\/)?[^@/]+)@([^/]+)(\/.*)?$/.exec(target) ?? [];
  expect(version).toBe(versions[name]);
  expect(specifier).toBe(name + subpath);
});
