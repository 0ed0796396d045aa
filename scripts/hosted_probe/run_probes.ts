import { allProbes } from './all_probes.ts';
import { type Outcome, outcomeLine, outcomeOf } from './probe.ts';
import { type Target, withScratch } from './scratch.ts';

/** Runs all probes one after the other and prints a line for each. */
export function runProbes(target: Target, print: (line: string) => void): Promise<Outcome[]> {
  return withScratch(target, async (scratch) => {
    const outcomes: Outcome[] = [];
    for (const probe of allProbes) {
      const outcome = await outcomeOf(probe, scratch);
      print(outcomeLine(outcome));
      outcomes.push(outcome);
    }
    return outcomes;
  });
}
