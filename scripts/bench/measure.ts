/** Runs something once and returns the milliseconds of the part that counts, without preparation and cleanup. */
export type Timed = () => Promise<number>;

export interface Spread {
  min: number;
  median: number;
  max: number;
}

export interface Comparison {
  /** Milliseconds of a typical run. */
  subject: number;
  limit: number;
  /** The fastest round of each side, which is least affected by other work on the machine. */
  quickest: { subject: number; limit: number };
  /** subject / limit of each round. */
  ratio: Spread;
  /** subject - limit of each round, in milliseconds. */
  added: Spread;
}

export async function time(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

/** The value below which the given share (0 to 1) of the values lies. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  if (value === undefined) throw new Error('Cannot take a percentile: there are no values');
  return value;
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

export function spread(values: readonly number[]): Spread {
  return { min: Math.min(...values), median: median(values), max: Math.max(...values) };
}

/**
 * Runs the sides alternately, so that other work on the machine affects all of them, and returns the milliseconds of each
 * round, one list per side. A round is the median of several runs, because one run may coincide with a checkpoint. The first
 * round is a warm-up and is omitted.
 */
export async function measureRounds(rounds: number, runs: number, sides: readonly Timed[]): Promise<number[][]> {
  const times: number[][] = sides.map(() => []);
  for (let round = 0; round <= rounds; round++) {
    const inRound: number[][] = sides.map(() => []);
    for (let run = 0; run < runs; run++) {
      // The order alternates: a side may benefit from what the previous side loaded into memory.
      const turns = [...sides.entries()];
      for (const [side, timed] of run % 2 === 0 ? turns : turns.reverse()) inRound[side]?.push(await timed());
    }
    if (round > 0) inRound.forEach((values, side) => times[side]?.push(median(values)));
  }
  return times;
}

/** Compares a subject with its limit, round by round. */
export function comparisonOf(subject: readonly number[] = [], limit: readonly number[] = []): Comparison {
  const rounds = subject.map((milliseconds, round) => ({ subject: milliseconds, limit: limit[round] ?? NaN }));
  return {
    subject: median(subject),
    limit: median(limit),
    quickest: { subject: Math.min(...subject), limit: Math.min(...limit) },
    ratio: spread(rounds.map((round) => round.subject / round.limit)),
    added: spread(rounds.map((round) => round.subject - round.limit)),
  };
}

export async function compare(rounds: number, runs: number, subject: Timed, limit: Timed): Promise<Comparison> {
  const [subjectTimes, limitTimes] = await measureRounds(rounds, runs, [subject, limit]);
  return comparisonOf(subjectTimes, limitTimes);
}
