import type postgres from 'postgres';
import { compare, time, type Timed } from './measure.ts';
import { addedRow, type Row } from './report.ts';
import type { Bench } from './setting.ts';
import { connectPlatform, createApp } from './shard.ts';
import { notes } from './specs.ts';

/** Sizes of SQL in bytes, each with the time that the guard may add to SQL that it sees for the first time. */
const sizes = [{ name: '1 KB', bytes: 1024, underMs: 3 }, { name: '64 KB', bytes: 65_536, underMs: 200 }];
/** The time that exec_sql may add to a query that it has accepted before: as much as it adds to a point query. */
const againUnderMs = 1;

/**
 * Measures the guard without the query: check_sql, which caches nothing, compared with only sending the same SQL. Then measures
 * all of exec_sql, which caches what it accepted, compared with the same query sent raw.
 */
export async function benchGuard(bench: Bench): Promise<Row[]> {
  const platform = await connectPlatform(bench.cluster);
  // A query sent raw commits nothing; exec_sql commits its audit row. The part exec_sql measures that commit.
  await platform`set synchronous_commit = off`;
  const appId = await createApp(platform);
  await platform`select platform.create_table(${appId}, ${platform.json(notes('notes'))})`;
  const { rounds } = bench.size;
  try {
    const rows: Row[] = [];
    for (const { name, bytes, underMs } of sizes) {
      const runs = bytes < 10_000 ? 20 : 5;
      const fresh = freshTexts(mixedSql(appId, bytes));
      const sent = timed((sql) => platform`select octet_length(${sql})`);
      const checked = timed((sql) => platform`select platform.check_sql(${appId}, ${sql})`);
      const query = longQuery(appId, bytes);
      const freshQueries = freshTexts(query);
      const executed = timed((sql) => platform`select platform.exec_sql(${appId}, ${sql})`);
      const raw = timed((sql) => platform.unsafe(sql).simple());
      rows.push(
        addedRow(`check_sql - sending it, ${name}`, await compare(rounds, runs, checked(fresh), sent(fresh)), underMs),
        addedRow(
          `exec_sql - sent raw, a query of ${name}, new SQL`,
          await compare(rounds, runs, executed(freshQueries), raw(freshQueries)),
        ),
        addedRow(
          `exec_sql - sent raw, a query of ${name}, the same SQL`,
          await compare(rounds, runs, executed(() => query), raw(() => query)),
          againUnderMs,
        ),
      );
    }
    return rows;
  } finally {
    await platform.end();
  }
}

function timed(call: (sql: string) => PromiseLike<readonly postgres.Row[]>): (text: () => string) => Timed {
  return (text) => async () => {
    const sql = text();
    return time(async () => {
      const [row] = await call(sql);
      const answer: unknown = row?.['exec_sql'];
      if (typeof answer === 'object' && answer !== null && 'code' in answer) {
        throw new Error(`Cannot time exec_sql: ${JSON.stringify(answer)}`);
      }
    });
  };
}

/** The same statements, as a different string each time. */
function freshTexts(text: string): () => string {
  let next = 0;
  return () => `-- ${++next}\n${text}`;
}

/** SQL as apps send it: tables, rows, changes and queries. */
function mixedSql(appId: number, bytes: number): string {
  const statement = [
    (n: number) =>
      `create table if not exists app_${appId}_items_${n} (
  id uuid primary key default gen_random_uuid(), -- what the item is known by
  user_id uuid not null references auth.users (id) on delete cascade,
  title text not null check (char_length(title) between 1 and 200), price numeric(12, 2) default 0.00,
  tags text[] not null default '{}', state text not null default 'new' check (state in ('new', 'sold', 'gone')),
  created_at timestamptz default now(), updated_at timestamptz default now()
)`,
    (n: number) =>
      `insert into app_${appId}_items_${n} (user_id, title, price, tags) values
  ${
        Array.from(
          { length: 8 },
          (_, row) => `(auth.uid(), 'The "item" ${row}, which isn''t the last', ${row}.50, '{red,green}')`,
        ).join(',\n  ')
      }`,
    (n: number) =>
      `with recent as (select id, title, price from app_${appId}_items_${n} where created_at > now() - interval '7 days')
select upper(left(title, 20)) as heading, round(avg(price), 2) as price, count(*) filter (where price > 10) as dear
from recent group by 1 having count(*) > ${n} order by price desc nulls last limit 20`,
    (n: number) =>
      `update app_${appId}_items_${n} set price = price * 1.1, title = coalesce(nullif(trim(title), ''), 'none')
where id = '00000000-0000-4000-8000-000000000001'`,
  ];
  return repeat(statement, bytes);
}

/** One query that takes almost no time, so that the cost around it becomes visible. */
function longQuery(appId: number, bytes: number): string {
  const [head, tail] = [
    `select id, title, stars from app_${appId}_notes where stars = 1 and title in (`,
    ') order by title limit 20',
  ];
  const titles: string[] = [];
  for (let left = bytes - head.length - tail.length; left > 40; left -= titles.at(-1)?.length ?? 0) {
    titles.push(`'the title of note ${titles.length}', `);
  }
  return `${head}${titles.join('')}'the last one'${tail}`;
}

/** As many statements as fit. */
function repeat(statements: readonly ((n: number) => string)[], bytes: number): string {
  const texts: string[] = [];
  let left = bytes;
  for (let n = 0, skipped = 0; skipped < statements.length; n++) {
    const text = statements[n % statements.length]?.(n) ?? '';
    skipped = text.length + 2 > left ? skipped + 1 : 0;
    if (skipped > 0) continue;
    texts.push(text);
    left -= text.length + 2;
  }
  return texts.join(';\n');
}
