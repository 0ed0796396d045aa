import type { Comparison, Spread } from './measure.ts';

/** One line of the report. */
export interface Row {
  what: string;
  /** What was measured, with its unit. */
  measured: string;
  /** min / median / max over the rounds. */
  spread?: string;
  goal?: Goal;
}

interface Goal {
  text: string;
  met: boolean;
}

/** A ratio with its goal; without one it stands for information. */
export function ratioRow(what: string, comparison: Comparison, atMost?: number): Row {
  return {
    what,
    measured: `${comparison.subject.toFixed(2)} ms : ${comparison.limit.toFixed(2)} ms`,
    spread: `${spreadText(comparison.ratio)} x`,
    ...(atMost === undefined ? {} : { goal: { text: `${atMost}x`, met: comparison.ratio.median <= atMost } }),
  };
}

/** What the subject costs on top of the limit. */
export function addedRow(what: string, comparison: Comparison, underMs?: number): Row {
  return {
    what,
    measured: `${comparison.subject.toFixed(2)} ms - ${comparison.limit.toFixed(2)} ms`,
    spread: `${spreadText(comparison.added)} ms`,
    ...(underMs === undefined ? {} : { goal: { text: `under ${underMs} ms`, met: comparison.added.median < underMs } }),
  };
}

export function millisecondsRow(what: string, milliseconds: number, underMs?: number): Row {
  return {
    what,
    measured: `${milliseconds.toFixed(1)} ms`,
    ...(underMs === undefined ? {} : { goal: { text: `under ${underMs} ms`, met: milliseconds < underMs } }),
  };
}

export function printRows(rows: readonly Row[]): void {
  const head = { what: '', measured: 'measured', spread: 'min / median / max', goal: 'goal' };
  const lines = rows.map(({ what, measured, spread = '', goal }) => ({
    what,
    measured,
    spread,
    goal: goal === undefined ? '' : `${goal.text}: ${goal.met ? 'met' : 'not met'}`,
  }));
  const width = (column: keyof typeof head) => Math.max(...[head, ...lines].map((line) => line[column].length));
  for (const { what, measured, spread, goal } of [head, ...lines]) {
    const cells = [
      what.padEnd(width('what')),
      measured.padStart(width('measured')),
      spread.padStart(width('spread')),
      goal,
    ];
    console.log(`  ${cells.join('   ').trimEnd()}`);
  }
}

function spreadText({ min, median, max }: Spread): string {
  return [min, median, max].map((value) => value.toFixed(2)).join(' / ');
}
