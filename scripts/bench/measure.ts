/** Runs something once and gives the milliseconds of the part that counts; what it prepares or undoes does not count. */
export type Timed = () => Promise<number>;

export interface Spread {
  min: number;
  median: number;
  max: number;
}

export interface Comparison {
  /** Milliseconds of one run, typically. */
  subject: number;
  limit: number;
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
  if (value === undefined) throw new Error('No values to take a percentile of');
  return value;
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

export function spread(values: readonly number[]): Spread {
  return { min: Math.min(...values), median: median(values), max: Math.max(...values) };
}

/**
 * Runs the subject and its limit in turns, so that whatever else the machine does hits both. A round is the median of
 * several runs of each, because one run may meet a checkpoint. The first round warms up and is left out.
 */
export async function compare(rounds: number, runs: number, subject: Timed, limit: Timed): Promise<Comparison> {
  const times: { subject: number; limit: number }[] = [];
  for (let round = 0; round <= rounds; round++) {
    const bySide = { subject: [] as number[], limit: [] as number[] };
    for (let run = 0; run < runs; run++) {
      // Who goes first changes: the second may profit from what the first brought into memory.
      if (run % 2 === 0) bySide.subject.push(await subject());
      bySide.limit.push(await limit());
      if (run % 2 === 1) bySide.subject.push(await subject());
    }
    if (round > 0) times.push({ subject: median(bySide.subject), limit: median(bySide.limit) });
  }
  return {
    subject: median(times.map((round) => round.subject)),
    limit: median(times.map((round) => round.limit)),
    ratio: spread(times.map((round) => round.subject / round.limit)),
    added: spread(times.map((round) => round.subject - round.limit)),
  };
}
