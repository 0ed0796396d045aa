import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { allProbes } from '../../scripts/hosted_probe/all_probes.ts';
import { holds, outcomeLine, outcomeOf, summary, Unknown } from '../../scripts/hosted_probe/probe.ts';
import type { Scratch } from '../../scripts/hosted_probe/scratch.ts';

const document = readFileSync(new URL('../../docs/hosted_assumptions.md', import.meta.url), 'utf8');
const facts = [...document.matchAll(/^\| (H-[A-Z]+-\d+) \|/gm)].map((match) => match[1]);

it('every fact of docs/hosted_assumptions.md has a probe, in the same order', () => {
  expect(facts.length).toBeGreaterThan(30);
  expect(allProbes.map(({ id }) => id)).toEqual(facts);
});

it('every fact names its source and what rests on it', () => {
  const rows = document.split('\n').filter((line) => line.startsWith('| H-'));
  expect(rows.filter((row) => row.split('|').slice(1, -1).some((cell) => cell.trim() === ''))).toEqual([]);
});

it('the result of a probe is ok, a failure or unknown, and never an exception', async () => {
  const scratch = { isLocal: true } as Scratch;
  const outcomes = [
    await outcomeOf({ id: 'H-A-1', run: () => Promise.resolve() }, scratch),
    await outcomeOf({ id: 'H-A-2', run: async () => holds(false, 'it is otherwise') }, scratch),
    await outcomeOf({ id: 'H-A-3', run: () => Promise.reject(new Unknown('nothing to see')) }, scratch),
    await outcomeOf(
      { id: 'H-A-4', notLocal: 'it has none', run: () => Promise.reject(new Error('never run')) },
      scratch,
    ),
  ];
  expect(outcomes.map(outcomeLine)).toEqual([
    'H-A-1 ok',
    'H-A-2 FAILED: it is otherwise',
    'H-A-3 unknown: nothing to see',
    'H-A-4 unknown: not on this server: it has none',
  ]);
  expect(summary(outcomes)).toBe('4 facts: 1 ok, 1 failed, 2 unknown');
});
