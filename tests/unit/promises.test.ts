import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const root = new URL('../../', import.meta.url);
const WIDTH = 128;

function filesIn(folder: string, ending: RegExp): string[] {
  return readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' })
    .filter((file) => ending.test(file))
    .map((file) => `${folder}/${file}`);
}

/** The IDs at the beginning of a test's first comment: `-- ISO-1, ISO-9: …`, `// KEY-1 to KEY-7 from …`. */
function idsOf(path: string): string[] {
  const lines = readFileSync(new URL(path, root), 'utf8').split('\n');
  const list = lines.map((line) => /^(?:--|\/\/) ((?:[A-Z]+-\d+(?:, | to )?)+)/.exec(line)?.[1]).find(Boolean) ?? '';
  return list.split(', ').flatMap((part) => {
    const [first = '', last = first] = part.split(' to ');
    const [group, from, to] = [first.split('-')[0], Number(first.split('-')[1]), Number(last.split('-')[1])];
    return Number.isNaN(from) ? [] : Array.from({ length: to - from + 1 }, (_, index) => `${group}-${from + index}`);
  });
}

/** The name of a test in docs/security.md: `isolation/a_stranger_reads_no_row` for a pgTAP file, otherwise its path. */
function shortName(path: string): string {
  return path.replace(/^supabase\/tests\/(.+)\.test\.sql$/, '$1').replace(/^(tests\/.+)\.test\.ts$/, '$1');
}

function wrapped(text: string): string {
  return text.split(' ').reduce<string[]>((lines, word) => {
    const line = `${lines.at(-1) ?? ''} ${word}`;
    return lines.length > 0 && line.length <= WIDTH ? [...lines.slice(0, -1), line] : [...lines, `  ${word}`];
  }, []).join('\n');
}

const tests = [
  ...filesIn('supabase/tests', /\.test\.sql$/),
  ...filesIn('tests', /\.test\.ts$/),
  ...filesIn('supabase/functions', /_test\.ts$/),
].map((path) => ({ name: shortName(path), ids: idsOf(path) })).sort((a, b) => a.name < b.name ? -1 : 1);

const document = readFileSync(new URL('docs/security.md', root), 'utf8');
const promises = [...document.matchAll(/^- \*\*([A-Z]+-\d+)\*\* /gm)].map((match) => match[1] ?? '');

function testsOf(id: string): string[] {
  return tests.filter(({ ids }) => ids.includes(id)).map(({ name }) => name);
}

it('the IDs of each group ascend from 1 without gaps and without IDs of other groups between them', () => {
  const groups = [...new Set(promises.map((id) => id.split('-')[0]))];
  expect(promises.length).toBeGreaterThan(60);
  expect(promises).toEqual(groups.flatMap((group) => {
    const { length } = promises.filter((id) => id.split('-')[0] === group);
    return Array.from({ length }, (_, index) => `${group}-${index + 1}`);
  }));
});

it('every promise has a test', () => {
  expect(promises.filter((id) => testsOf(id).length === 0)).toEqual([]);
});

it('every ID in the first comment of a test belongs to a promise', () => {
  expect(tests.flatMap(({ name, ids }) => ids.filter((id) => !promises.includes(id)).map((id) => `${name}: ${id}`)))
    .toEqual([]);
});

// The first comments of the tests are the only list. After changing them, run `npm run test:unit -- promises -u`.
it('docs/security.md lists the tests of each promise below it', async () => {
  const text = document.replace(
    /^(- \*\*([A-Z]+-\d+)\*\* .*(?:\n {2}(?!Tests: ).*)*)(?:\n {2}Tests: .*(?:\n {2}.*)*)?/gm,
    (_, promise: string, id: string) =>
      `${promise}\n${wrapped(`Tests: ${testsOf(id).map((name) => `\`${name}\``).join(', ')}.`)}`,
  );
  await expect(text).toMatchFileSnapshot('../../docs/security.md');
});

it('docs/security.md has no line over 140 characters', () => {
  expect(document.split('\n').filter((line) => line.length > 140)).toEqual([]);
});
