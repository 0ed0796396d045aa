import type { Comparison, Spread } from './measure.ts';

/** One line of the report. */
export interface Row {
  what: string;
  /** What was measured, with its unit. */
  measured: string;
  /** min / median / max over the rounds. */
  spread?: string;
  quickest?: string;
  goal?: { text: string; met: boolean };
}

/** The most that the subject may take: a multiple of the limit, or a number of milliseconds. */
export type Goal = { times: number } | { ms: number };

/** A line with the ratio of the subject to the limit; without a goal it is informational. */
export function ratioRow(what: string, comparison: Comparison, goal?: Goal): Row {
  const { subject, limit } = comparison.quickest;
  return {
    what,
    measured: `${comparison.subject.toFixed(2)} ms : ${comparison.limit.toFixed(2)} ms`,
    spread: `${spreadText(comparison.ratio)} x`,
    quickest: `${subject.toFixed(2)} : ${limit.toFixed(2)} = ${(subject / limit).toFixed(2)} x`,
    ...(goal === undefined ? {} : { goal: judged(goal, comparison) }),
  };
}

/** A line with the cost that the subject adds to the limit. */
export function addedRow(what: string, comparison: Comparison, underMs?: number): Row {
  return {
    what,
    measured: `${comparison.subject.toFixed(2)} ms - ${comparison.limit.toFixed(2)} ms`,
    spread: `${spreadText(comparison.added)} ms`,
    ...(underMs === undefined ? {} : { goal: { text: `${underMs} ms`, met: comparison.added.median <= underMs } }),
  };
}

export function millisecondsRow(what: string, milliseconds: number, underMs?: number): Row {
  return {
    what,
    measured: `${milliseconds.toFixed(1)} ms`,
    ...(underMs === undefined ? {} : { goal: { text: `${underMs} ms`, met: milliseconds <= underMs } }),
  };
}

export function printRows(rows: readonly Row[]): void {
  const head = {
    what: '',
    measured: 'measured',
    spread: 'min / median / max',
    quickest: 'quickest round',
    goal: 'goal',
  };
  const lines = rows.map(({ what, measured, spread = '', quickest = '', goal }) => ({
    what,
    measured,
    spread,
    quickest,
    goal: goal === undefined ? '' : `${goal.text}: ${goal.met ? 'met' : 'missed'}`,
  }));
  const width = (column: keyof typeof head) => Math.max(...[head, ...lines].map((line) => line[column].length));
  for (const { what, measured, spread, quickest, goal } of [head, ...lines]) {
    const cells = [
      what.padEnd(width('what')),
      measured.padStart(width('measured')),
      spread.padStart(width('spread')),
      quickest.padStart(width('quickest')),
      goal,
    ];
    console.log(`  ${cells.join('   ').trimEnd()}`);
  }
}

function judged(goal: Goal, { subject, ratio }: Comparison): { text: string; met: boolean } {
  return 'times' in goal
    ? { text: `${goal.times}x`, met: ratio.median <= goal.times }
    : { text: `${goal.ms} ms`, met: subject <= goal.ms };
}

function spreadText({ min, median, max }: Spread): string {
  return [min, median, max].map((value) => value.toFixed(2)).join(' / ');
}
