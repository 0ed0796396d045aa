import type postgres from 'postgres';
import { connect } from '../../../scripts/stack/connect.ts';
import { type Case, isSpec, stepsOf } from './corpus.ts';
import { changedParts, type Outside, outsideReader, readInside } from './outside.ts';
import { judgeCatalogChange } from './catalog_change.ts';
import { findInAnswers, openedTables } from './leaks.ts';
import { type Answer, PooledSession, stateChanges } from './pooled_session.ts';
import { buildWorld, resetApp57 } from './world.ts';

/**
 * What an attack achieved. The first kinds cross apps or weaken isolation, which no wall may let through. Only the text wall
 * prevents the others.
 */
export type Finding =
  | {
    kind: 'foreign rows' | 'outside changed' | 'opened' | 'unsound' | 'crashed' | 'told' | 'undetected';
    what: string;
  }
  | {
    kind:
      | 'untidy'
      | 'foreign names'
      | 'left on connection'
      | 'notified'
      | 'too long'
      | 'too much'
      | 'not refused'
      | 'no stable reason';
    what: string;
  };

/** Findings of verify_app that open nothing to anyone outside the app. */
const untidyProblems = /^(owner_|profile_|trigger_missing|table_missing|table_unregistered)/;

export const crossingKinds: readonly Finding['kind'][] = [
  'foreign rows',
  'outside changed',
  'opened',
  'unsound',
  'crashed',
  'undetected',
];

/** The part of a cluster that the judge needs. */
export interface ClusterUrl {
  url(role?: string): string;
}

export interface Verdict {
  id: string;
  refused: boolean;
  /** `code details` of the refusal, or `ran`. */
  reason: string;
  findings: Finding[];
  milliseconds: number;
}

/** Runs attacks against a shard with apps 57 and 58, and checks everything that the attacks must not touch. */
export class Judge {
  readonly admin: postgres.Sql;
  pool: PooledSession;
  readonly #listener: postgres.Sql;
  readonly #heard: string[] = [];
  #readOutside: () => Promise<Outside> = () => Promise.resolve({});
  #outside: Outside = {};
  #inside = '';
  #state: ReadonlyMap<string, string> = new Map();
  /** Refused attacks, which must leave nothing behind. They are checked together. */
  readonly #unchecked: Verdict[] = [];
  readonly #poolUrl: string;
  readonly #afterReset: (admin: postgres.Sql) => Promise<void>;

  private constructor(cluster: ClusterUrl, afterReset: (admin: postgres.Sql) => Promise<void>) {
    this.#afterReset = afterReset;
    this.admin = connect(cluster.url('supabase_admin'));
    this.#listener = connect(cluster.url('supabase_admin'));
    this.#poolUrl = cluster.url('authenticator');
    this.pool = new PooledSession(this.#poolUrl);
  }

  /** `afterReset` changes the shard each time app 57 was created, for example to remove a wall, before it is checked. */
  static async start(
    cluster: ClusterUrl,
    afterReset: (admin: postgres.Sql) => Promise<void> = () => Promise.resolve(),
  ): Promise<Judge> {
    const judge = new Judge(cluster, afterReset);
    await buildWorld(judge.admin);
    await afterReset(judge.admin);
    for (const channel of ['pgrst', 'guard_probe', 'guard_flush']) {
      await judge.#listener.listen(channel, (payload) => judge.#heard.push(`${channel} ${payload}`));
    }
    judge.#readOutside = await outsideReader(judge.admin);
    await judge.recordState();
    return judge;
  }

  #knownFindings: readonly string[] = [];

  /** Records the current state as the one that attacks must not change. */
  async recordState(): Promise<void> {
    this.#outside = await this.#readOutside();
    this.#inside = await readInside(this.admin);
    await this.pool.exec('select 1');
    this.#state = await this.pool.state();
    this.#knownFindings = (await this.#unsound()).map((finding) => finding.what);
    this.#heard.length = 0;
  }

  /** Runs attacks one after the other. */
  async attackAll(items: readonly Case[]): Promise<Verdict[]> {
    const verdicts: Verdict[] = [];
    for (const item of items) verdicts.push(await this.#attack(item));
    await this.#checkRefused();
    return verdicts;
  }

  async #attack(item: Case): Promise<Verdict> {
    if (item.outcome === 'found') return judgeCatalogChange(this.admin, item);
    const started = performance.now();
    const answers = await this.#run(item);
    const milliseconds = performance.now() - started;
    const last = answers.at(-1) ?? {};
    const refused = last.code !== undefined;
    const reason = refused ? `${last.code} ${last.details ?? ''}`.trim() : 'ran';
    const verdict: Verdict = {
      id: item.id,
      refused,
      reason,
      findings: findInAnswers(item, answers, milliseconds),
      milliseconds,
    };
    if (answers.every(isRefusal)) {
      this.#unchecked.push(verdict);
      if (this.#unchecked.length >= 20) await this.#checkRefused();
      return verdict;
    }
    if (answers.some((answer) => answer.code === '25P04' || answer.code === 'connection')) await this.#renewPool();
    await this.#checkRefused();
    const isOperated = answers.some((answer) => answer.by === 'postgres');
    verdict.findings.push(...await this.#inShard(answers));
    if (verdict.findings.length > 0 || answers.some((answer) => answer.code === undefined)) {
      await this.#restore(verdict.findings, isOperated);
    }
    return verdict;
  }

  async #checkRefused(): Promise<void> {
    const verdicts = this.#unchecked.splice(0);
    if (verdicts.length === 0) return;
    const findings = await this.#inShard([]);
    const among = `one of ${verdicts.map((verdict) => verdict.id).join(' ')}`;
    for (const verdict of verdicts) {
      verdict.findings.push(...findings.map(({ kind, what }) => ({ kind, what: `${what}: ${among}` })));
    }
    if (findings.length > 0) await this.#restore(findings);
  }

  async end(): Promise<void> {
    await this.pool.end();
    await this.#listener.end({ timeout: 5 });
    await this.admin.end({ timeout: 5 });
  }

  async #run(item: Case): Promise<Answer[]> {
    if (isSpec(item.attack)) return [await this.pool.createTable(item.attack.spec)];
    const answers: Answer[] = [];
    const limit = Number(item.options?.['timeout_ms'] ?? 8000);
    for (const step of stepsOf(item.attack)) {
      if (typeof step === 'string') answers.push(await this.pool.exec(step, item.options));
      else if (step.as === 'postgres') {
        answers.push(await this.#asOperator(step.run));
        this.#outside = await this.#readOutside();
      } else answers.push(await this.pool.request(step, limit));
    }
    return answers;
  }

  /** The operator works with a connection of his own, as a superuser. */
  async #asOperator(run: string): Promise<Answer> {
    const failed = (error: unknown): Answer => ({ code: 'raised', message: String(error), raised: true });
    return { ...await this.admin.unsafe(run).then((rows) => ({ rows: [...rows] }), failed), by: 'postgres' };
  }

  async #inShard(answers: Answer[]): Promise<Finding[]> {
    try {
      const findings: Finding[] = [];
      for (const part of changedParts(this.#outside, await this.#readOutside())) {
        findings.push({ kind: 'outside changed', what: part });
      }
      for (const name of stateChanges(this.#state, await this.pool.state())) {
        findings.push({ kind: 'left on connection', what: name });
      }
      for (const heard of await this.#flush()) findings.push({ kind: 'notified', what: heard });
      if (answers.some((answer) => answer.code === undefined)) {
        findings.push(...(await this.#unsound()).filter((finding) => !this.#knownFindings.includes(finding.what)));
        for (const what of await openedTables(this.admin)) findings.push({ kind: 'opened', what });
      }
      return findings;
    } catch (error) {
      return [{ kind: 'crashed', what: String(error) }];
    }
  }

  /** The notifications that arrived until now, except the one that DDL sends to the Data API. */
  async #flush(): Promise<string[]> {
    await this.admin`notify guard_flush`;
    for (let tries = 0; tries < 500 && !this.#heard.some((heard) => heard.startsWith('guard_flush')); tries++) {
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    return this.#heard.splice(0).filter((heard) => !heard.startsWith('guard_flush') && heard !== 'pgrst reload schema');
  }

  async #unsound(): Promise<Finding[]> {
    const rows = await this.admin<{ object: string; problem: string }[]>`
      select object, problem from platform.verify_app(57)
      union all select object, problem from platform.profile_findings(57)`;
    return rows.map(({ object, problem }) => ({
      kind: untidyProblems.test(problem) ? 'untidy' : 'unsound',
      what: `${object} ${problem}`,
    }));
  }

  async #renewPool(): Promise<void> {
    await this.pool.end();
    this.pool = new PooledSession(this.#poolUrl);
    this.#state = await this.pool.state();
  }

  /** Restores the shard, so that no attack affects the next one. */
  async #restore(findings: readonly Finding[], isOperated = false): Promise<void> {
    const kinds = findings.map((finding) => finding.kind);
    if (kinds.includes('left on connection')) await this.#renewPool();
    if (
      !isOperated && await readInside(this.admin) === this.#inside && !kinds.includes('outside changed') &&
      !kinds.includes('crashed')
    ) return;
    await resetApp57(this.admin);
    await this.#afterReset(this.admin);
    await this.recordState();
  }
}

/** Whether exec_sql returned a refusal. A call that raised or lost its connection is checked separately. */
function isRefusal(answer: Answer): boolean {
  return answer.code !== undefined && answer.raised !== true;
}
