import type postgres from 'postgres';
import { type Case, isSpec, stepsOf } from './corpus.ts';
import type { Verdict } from './judge.ts';

/** Lets postgres change the catalog, and looks whether that is reported. Everything is rolled back. */
export async function judgeCatalogChange(admin: postgres.Sql, item: Case): Promise<Verdict> {
  const verdict: Verdict = { id: item.id, refused: false, reason: 'ran', findings: [], milliseconds: 0 };
  const missing = (what: string): void => void verdict.findings.push({ kind: 'undetected', what });
  const problems = (sql: postgres.TransactionSql) =>
    sql<{ object: string; problem: string }[]>`
      select object, problem from platform.verify_app(57) union select object, problem from platform.verify_app(58)
      union select object, problem from platform.verify_shard()`;
  await admin.begin(async (sql) => {
    for (const step of isSpec(item.attack) ? [] : stepsOf(item.attack)) {
      if (typeof step !== 'string') await sql.unsafe(step.run);
      else await sql`select platform.exec_sql(57, ${step})`;
    }
    const found = await problems(sql);
    verdict.reason = found.map(({ problem }) => problem).join(' ');
    if (found.length === 0) missing('nothing is reported');
    throw new Error('rolled back');
  }).catch((error: unknown) => String(error).includes('rolled back') || missing(String(error)));
  return verdict;
}
