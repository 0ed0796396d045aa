import type postgres from 'postgres';
import type { Random } from '../random.ts';
import { connect } from '../../../scripts/stack/connect.ts';
import type { Case } from './corpus.ts';
import { type ClusterUrl, Judge, type Verdict } from './judge.ts';
import { disagreements, type Lexed, tokensOf } from './lexers_agree.ts';
import { randomSql, seedTexts } from './random_sql.ts';

/** The SQL strings per round that both lexers read, and how many of them run through exec_sql. */
const texts = 60;
const runs = 20;

/** Feeds random SQL to the guard and collects the problems. */
export class Fuzzer {
  lexed = 0;
  agreed = 0;
  executed = 0;
  accepted = 0;
  readonly reasons = new Map<string, number>();
  readonly problems: string[] = [];
  readonly #seeds: readonly string[];
  readonly #random: Random;
  readonly #judge: Judge;
  readonly #lexer: postgres.Sql;

  private constructor(cluster: ClusterUrl, judge: Judge, corpus: readonly Case[], random: Random) {
    this.#judge = judge;
    this.#seeds = seedTexts(corpus);
    this.#random = random;
    this.#lexer = connect(cluster.url('supabase_admin'));
  }

  static async start(cluster: ClusterUrl, corpus: readonly Case[], random: Random): Promise<Fuzzer> {
    return new Fuzzer(cluster, await Judge.start(cluster), corpus, random);
  }

  async round(until: number): Promise<void> {
    // PostgreSQL accepts no U+0000 in a string, so no caller can send one.
    const sql = Array.from({ length: texts }, () => randomSql(this.#seeds, this.#random).replaceAll('\0', ''));
    await Promise.all(sql.map((text) => this.#compare(text)));
    const items = sql.slice(0, runs).map((text, index): Case => ({
      id: JSON.stringify(text),
      class: index,
      attack: text,
      twin: '',
      note: '',
      outcome: 'contained',
      options: { timeout_ms: 1000 },
    }));
    if (Date.now() < until) { for (const verdict of await this.#judge.attackAll(items)) this.#count(verdict); }
  }

  async end(): Promise<void> {
    await this.#lexer.end({ timeout: 5 });
    await this.#judge.end();
  }

  async #compare(text: string): Promise<void> {
    this.lexed++;
    try {
      const [lexed] = await this.#lexer<Lexed[]>`
        select pieces, classified.kinds::text[] as kinds, classified.texts
        from sandbox.lex(${text}) as pieces, sandbox.classify(pieces) as classified`;
      this.agreed++;
      for (const problem of disagreements(text, tokensOf(lexed ?? { pieces: [], kinds: [], texts: [] }))) {
        this.problems.push(`${JSON.stringify(text)}: ${problem}`);
      }
    } catch (error) {
      const { code, detail, message } = error as { code?: string; detail?: string; message: string };
      if (!/^[a-z]+(_[a-z]+)+$/.test(detail ?? '')) {
        this.problems.push(`${JSON.stringify(text)}: the lexer fails with ${code} ${message}`);
      }
    }
  }

  #count(verdict: Verdict): void {
    this.executed++;
    if (!verdict.refused) this.accepted++;
    this.reasons.set(verdict.reason, (this.reasons.get(verdict.reason) ?? 0) + 1);
    for (const finding of verdict.findings) {
      this.problems.push(`${verdict.id}: ${finding.kind}: ${finding.what.slice(0, 300)}`);
    }
  }
}
