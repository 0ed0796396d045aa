import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isSpec, readCorpus } from '../harness/guard/corpus.ts';
import { crossingKinds, Judge, type Verdict } from '../harness/guard/judge.ts';
import { projectRoot } from '../../scripts/stack/paths.ts';
import { startTestCluster } from '../../scripts/stack/test_cluster.ts';

// SQL-1, VER-2: what each wall stops without the other walls.

// Specs are not SQL, slow attacks are stopped by the time limits, and what postgres changes by the verification, not by these walls.
const attacks = readCorpus()
  .filter((item) => !isSpec(item.attack) && !['bounded', 'found'].includes(item.outcome ?? ''))
  .map((item) => ({ ...item, options: { timeout_ms: 1500, ...item.options } }));

// Without the text wall no function gets the form in which it runs, so attacks through an app's code (classes 8 to 10) never begin.
const attacksBySql = attacks.filter((item) => item.class < 8);
// With it they differ little for the sandbox, and take minutes: a fourth of them stands for all.
const sampledAttacks = attacks.filter((item, index) => item.class < 8 || index % 4 === 0);

describe('with one wall removed', () => {
  test('without the text wall, no attack crosses apps or weakens isolation', async () => {
    const verdicts = await attackWith('without_text.sql', attacksBySql);
    report('Only the text wall stops', verdicts.filter((verdict) => verdict.findings.length > 0));
    expect(crossings(verdicts)).toEqual([]);
  }, 600_000);

  test('without the sandbox, the text wall stops every attack that would cross apps or weaken isolation', async () => {
    const verdicts = await attackWith('without_sandbox.sql', sampledAttacks);
    report('Only the sandbox stops', verdicts.filter((verdict) => verdict.findings.length > 0));
    expect(crossings(verdicts)).toEqual([]);
  }, 600_000);
});

async function attackWith(wall: string, chosen: typeof attacks): Promise<Verdict[]> {
  const build = readFileSync(join(projectRoot, 'tests', 'guard', 'walls', wall), 'utf8');
  const cluster = await startTestCluster();
  try {
    const judge = await Judge.start(cluster, async (admin) => void (await admin.unsafe(build)));
    const verdicts = await judge.attackAll(chosen);
    await judge.end();
    return verdicts;
  } finally {
    await cluster.remove();
  }
}

function crossings(verdicts: readonly Verdict[]): string[] {
  return verdicts.flatMap((verdict) =>
    verdict.findings.filter((finding) => crossingKinds.includes(finding.kind))
      .map((finding) => `${verdict.id}: ${finding.kind}: ${finding.what.slice(0, 200)} (${verdict.reason})`)
  );
}

function report(title: string, verdicts: readonly Verdict[]): void {
  const byKind = new Map<string, string[]>();
  for (const verdict of verdicts) {
    const kinds = [...new Set(verdict.findings.map((finding) => finding.kind))].join(', ');
    byKind.set(kinds, [...(byKind.get(kinds) ?? []), verdict.id]);
  }
  const lines = [...byKind].map(([kinds, ids]) => `  ${kinds} (${ids.length}): ${ids.join(' ')}`);
  console.log(`${title} ${verdicts.length} of ${attacks.length}:\n${lines.join('\n')}`);
}
