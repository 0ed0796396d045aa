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

/** SQL that somebody else runs: a person or a key through the Data API, or postgres. */
export interface Request {
  as: Caller;
  run: string;
}

/**
 * alice and bob are members of app 57, eve of app 58, carol of both, mallory of none. reader and writer are keys of app 57,
 * foreigner is a key of app 58. postgres is the operator of the shard.
 */
export type Caller =
  | 'alice'
  | 'bob'
  | 'carol'
  | 'eve'
  | 'mallory'
  | 'anon'
  | 'reader'
  | 'writer'
  | 'foreigner'
  | 'postgres';

/** One call of exec_sql, or several calls and requests one after the other. */
export type Submission = string | (string | Request)[] | Parts | Spec;

export interface Case {
  id: string;
  /** 1 to 10, as in docs/guard.md. */
  class: number;
  attack: Submission;
  twin: Submission;
  note: string;
  /**
   * How the attack must end. `refused`, the default: with a stable reason. `contained`: it may run, without any effect outside
   * the app. `bounded`: it may run, and it must end in time with a result of limited size. `found`: verify_app reports it.
   */
  outcome?: 'refused' | 'contained' | 'bounded' | 'found';
  /** A pattern that no answer to the attack may match. */
  never?: string;
  /** A pattern that the last answer to the twin must match. */
  gives?: string;
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

/** The steps of a submission: SQL strings, one for each call of exec_sql, and requests. */
export function stepsOf(submission: Exclude<Submission, Spec>): (string | Request)[] {
  if (typeof submission === 'string') return [submission];
  if (Array.isArray(submission)) return submission;
  return [submission.parts.map((part) => (typeof part === 'string' ? part : part[0].repeat(part[1]))).join('')];
}
