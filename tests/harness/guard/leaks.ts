import type postgres from 'postgres';
import type { Case } from './corpus.ts';
import type { Finding } from './judge.ts';
import type { Answer } from './pooled_session.ts';
import { nameMarker, people, rowMarker } from './world.ts';

/** The maximum size of a result: the limit of the guard, with room for the JSON around it. */
const maxAnswerBytes = 6 * 1024 * 1024;

/** What the answers themselves show. */
export function findInAnswers(item: Case, answers: Answer[], milliseconds: number): Finding[] {
  const findings: Finding[] = [];
  const text = JSON.stringify(answers).toLowerCase();
  const last = answers.at(-1) ?? {};
  const limit = Number(item.options?.['timeout_ms'] ?? 8000) + 10_000;
  if (text.includes(rowMarker)) findings.push({ kind: 'foreign rows', what: text.slice(0, 300) });
  if (item.never !== undefined && new RegExp(item.never, 'i').test(text)) {
    findings.push({ kind: 'told', what: text.slice(0, 300) });
  }
  if (text.includes(nameMarker)) findings.push({ kind: 'foreign names', what: text.slice(0, 300) });
  if (text.length > maxAnswerBytes) findings.push({ kind: 'too much', what: `${text.length} bytes` });
  if (milliseconds > limit) findings.push({ kind: 'too long', what: `${milliseconds.toFixed(0)} ms` });
  if (item.outcome === undefined && last.code === undefined) {
    findings.push({ kind: 'not refused', what: text.slice(0, 300) });
  }
  for (const answer of answers) {
    const reason = answer.details ?? '';
    if (answer.code?.startsWith('XX') === true) {
      findings.push({ kind: 'crashed', what: `${answer.code} ${answer.message ?? ''}` });
    }
    if (answer.code !== undefined && answer.by === undefined && !/^[a-z]+(_[a-z]+)*$/.test(reason)) {
      findings.push({ kind: 'no stable reason', what: `${answer.code} ${answer.message ?? ''} ${reason}` });
    }
  }
  return findings;
}

/** Tables of app 57, and views over them, whose rows strangers can read. Everyone may read posts. */
export async function openedTables(admin: postgres.Sql): Promise<string[]> {
  const relations = await admin<{ name: string }[]>`
    select relname as name from pg_class
    where relnamespace = 'public'::regnamespace and relname ~ '^app_57_' and relname <> 'app_57_posts' and (
      relkind in ('r', 'p', 'm')
      or relkind = 'v' and exists (
        select from pg_rewrite join pg_depend on objid = pg_rewrite.oid and classid = 'pg_rewrite'::regclass
        join pg_class as read on read.oid = refobjid and refclassid = 'pg_class'::regclass
        where ev_class = pg_class.oid and read.relkind in ('r', 'p', 'm') and read.relname <> 'app_57_posts'
      )
    )`;
  const strangers = [
    { role: 'anon', claims: { role: 'anon' } },
    ...[people.eve, people.mallory].map((sub) => ({ role: 'authenticated', claims: { role: 'authenticated', sub } })),
  ];
  const opened: string[] = [];
  for (const { role, claims } of strangers) {
    await admin.begin(async (sql) => {
      await sql`select set_config('request.jwt.claims', ${
        JSON.stringify(claims)
      }, true), set_config('role', ${role}, true)`;
      for (const { name } of relations) {
        const seen = await sql.savepoint((point) => point`select 1 from public.${point(name)} limit 1`).catch(
          () => [],
        );
        if (seen.length > 0) {
          opened.push(`${name} to ${'sub' in claims ? `user ${String(claims.sub).slice(-2)}` : role}`);
        }
      }
    });
  }
  return opened;
}
