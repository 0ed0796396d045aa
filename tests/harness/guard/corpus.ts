import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../../scripts/stack/paths.ts';

const corpusDir = join(projectRoot, 'tests', 'guard', 'corpus');

/** A long string in short form: each part is a string, or a string and how often it is repeated. */
export interface Parts {
  parts: (string | [string, number])[];
}

/** A spec for create_table, which a model may return instead of SQL. */
export interface Spec {
  spec: Record<string, unknown>;
}

/** One call, or several one after the other. */
export type Submission = string | string[] | Parts | Spec;

export interface Case {
  id: string;
  /** 1 to 7, as in docs/guard.md. */
  class: number;
  attack: Submission;
  twin: Submission;
  note: string;
  /**
   * How the attack must end. `refused`, the default: with a stable reason. `contained`: it may run, without any effect outside
   * the app. `bounded`: it may run, and it must end in time with a result of limited size.
   */
  outcome?: 'refused' | 'contained' | 'bounded';
  /** Options of exec_sql. They also apply to the twin unless twin_options is given. */
  options?: Record<string, unknown>;
  twin_options?: Record<string, unknown>;
}

export function readCorpus(): Case[] {
  return readdirSync(corpusDir).filter((name) => name.endsWith('.json')).sort().flatMap(
    (name) => JSON.parse(readFileSync(join(corpusDir, name), 'utf8')) as Case[],
  );
}

export function isSpec(submission: Submission): submission is Spec {
  return typeof submission === 'object' && 'spec' in submission;
}

/** The SQL strings of a submission, one for each call of exec_sql. */
export function textsOf(submission: Exclude<Submission, Spec>): string[] {
  if (typeof submission === 'string') return [submission];
  if (Array.isArray(submission)) return submission;
  return [submission.parts.map((part) => (typeof part === 'string' ? part : part[0].repeat(part[1]))).join('')];
}
