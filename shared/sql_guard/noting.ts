import { Refused, TOO_DEEP } from './refusal.ts';
import type { Place } from './rules.ts';

/** The deepest nesting of nodes. Each pair of brackets is about four nodes. */
export const MAX_DEPTH = 400;

/** Runs a check. A refusal becomes one of the statement, once, with its position. */
export function noting({ statement: { refusals }, location, locate }: Place, check: () => void): void {
  try {
    check();
  } catch (error) {
    // At this depth there may be no end.
    if (!(error instanceof Refused) || error.refusals[0] === TOO_DEEP) throw error;
    for (const refusal of error.refusals) {
      const isKnown = refusals.some(({ reason, message }) => reason === refusal.reason && message === refusal.message);
      if (!isKnown) refusals.push({ location: locate(location), ...refusal });
    }
  }
}
