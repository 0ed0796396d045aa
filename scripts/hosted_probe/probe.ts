import type { Scratch } from './scratch.ts';

/** Tries one fact of docs/hosted_assumptions.md on a project. */
export interface Probe {
  /** The ID of the fact. */
  id: string;
  /** Why the local stack cannot show the fact. Missing if it can. */
  notLocal?: string;
  /** Returns if the project is as the fact says. Throws Unknown if nothing can be said, and any other error if it is not. */
  run(scratch: Scratch): Promise<void>;
}

/** Nothing can be said about the fact on this project. */
export class Unknown extends Error {
  override name = 'Unknown';
}

/** @throws if the fact does not hold, with what was seen instead */
export function holds(condition: boolean, otherwise: string): asserts condition {
  if (!condition) throw new Error(otherwise);
}

export interface Outcome {
  id: string;
  status: 'ok' | 'FAILED' | 'unknown';
  why: string;
}

/** Runs one probe. It never throws. */
export async function outcomeOf(probe: Probe, scratch: Scratch): Promise<Outcome> {
  const { id, notLocal } = probe;
  if (scratch.isLocal && notLocal !== undefined) {
    return { id, status: 'unknown', why: `not on this server: ${notLocal}` };
  }
  try {
    await probe.run(scratch);
    return { id, status: 'ok', why: '' };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { id, status: error instanceof Unknown ? 'unknown' : 'FAILED', why };
  }
}

export function outcomeLine({ id, status, why }: Outcome): string {
  return why === '' ? `${id} ${status}` : `${id} ${status}: ${why}`;
}

export function summary(outcomes: readonly Outcome[]): string {
  const count = (status: Outcome['status']) => outcomes.filter((outcome) => outcome.status === status).length;
  return `${outcomes.length} facts: ${count('ok')} ok, ${count('FAILED')} failed, ${count('unknown')} unknown`;
}
