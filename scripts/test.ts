// npm test: runs every check. It prints one line per check, then the full output of failed checks, then the counts.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { allChecks } from './checks/all_checks.ts';
import { type Check, type Outcome, runCheck } from './checks/check.ts';
import { command, run } from './cli/command.ts';
import { ensureTemplate } from './stack/template.ts';

await run(command('npm test --', 'Runs every check. The last line of the output has the counts.').action(runAll));

async function runAll(): Promise<void> {
  const outcomes: Outcome[] = [];
  const begun = performance.now();
  const workDir = mkdtempSync(join(tmpdir(), 'appshard-report-'));
  try {
    const lanes = allChecks(join(workDir, 'vitest.json'));
    console.log(`${lanes.flat().length} checks; each line appears when its check is done\n`);
    await buildTemplates();
    await Promise.all(lanes.map((checks) => runLane(checks, outcomes)));
  } finally {
    rmSync(workDir, { recursive: true, force: true });
  }

  for (const { check, output, failed } of outcomes) {
    if (failed > 0) console.log(`\n--- ${check.name} ---\n${output.trim()}`);
  }
  for (const { output } of outcomes) {
    for (const [line] of output.matchAll(/Skipped: [^\n\x1b]+/g)) console.log(`\n${line}`);
  }
  const passed = outcomes.reduce((sum, outcome) => sum + outcome.passed, 0);
  const failed = outcomes.reduce((sum, outcome) => sum + outcome.failed, 0);
  console.log(`\nTook ${((performance.now() - begun) / 1000).toFixed(0)} s`);
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed === 0 ? 0 : 1);
}

async function runLane(checks: Check[], outcomes: Outcome[]): Promise<void> {
  for (const check of checks) {
    const outcome = await runCheck(check);
    outcomes.push(outcome);
    const verdict = outcome.failed === 0 ? 'ok    ' : 'FAILED';
    const counts = `${outcome.passed} passed, ${outcome.failed} failed`;
    console.log(`${verdict} ${check.name.padEnd(36)} ${counts.padStart(24)} ${seconds(outcome.milliseconds)}`);
  }
}

/** Builds the templates that both lanes copy, so that each is built only once. If that fails, so will the checks. */
async function buildTemplates(): Promise<void> {
  for (const state of ['old', 'new'] as const) {
    await ensureTemplate('shard', state).catch((error: Error) => console.error(error.message));
  }
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1).padStart(6)} s`;
}
