import type postgres from 'postgres';
import { connect } from '../stack/connect.ts';
import { compare, time, type Timed } from './measure.ts';
import { ratioRow, type Row } from './report.ts';
import type { Bench } from './setting.ts';
import { claimsOf } from './token.ts';
import { makeTwins, type Twins } from './twins.ts';

const rowsPerUser = 1000;
/** Without `simple: false` the driver would send a statement without parameters as a simple query, planned each time. */
const prepared = { prepare: true, simple: false } as postgres.UnsafeQueryOptions;
/** Runs of a statement per round, because each is short. */
const runs = 40;

interface Statement {
  what: string;
  goal: number;
  /** The statement on the table with policies, and on the bare one, where it has its own condition on the user. */
  guarded: string;
  bare: string;
  /** Whether the statement takes the id of a row as $1. On the bare table the user's id follows it. */
  byKey: boolean;
}

/**
 * Compares statements on a private app table with the same statements, with a hand-written WHERE, on its twin without row
 * level security. Each runs as the Data API runs it: prepared, in its own transaction with the caller's role and claims. The
 * goals are for that transaction; the line "only the statement" shows the policies without the rest of a request.
 */
export async function benchPolicies(bench: Bench): Promise<Row[]> {
  const users = Math.max(1, Math.round(bench.size.rows / rowsPerUser));
  bench.log(`filling two tables, ${users} users with ${rowsPerUser} rows each`);
  const twins = await makeTwins(bench, { users, rowsPerUser });
  const { userId, ids } = twins;
  const caller = connect(bench.cluster.url('authenticator'));
  try {
    const rows: Row[] = [];
    for (const { what, goal, guarded, bare, byKey } of statements(twins)) {
      let next = 0;
      const key = () => byKey ? [ids[next++ % ids.length] ?? ''] : [];
      const ours = asUser(caller, userId, guarded, key);
      const limit = asUser(caller, userId, bare, () => [...key(), userId]);
      const rounds = bench.size.rounds;
      rows.push(ratioRow(what, await compare(rounds, runs, ours.transaction, limit.transaction), { times: goal }));
      rows.push(ratioRow('  only the statement', await compare(rounds, runs, ours.statement, limit.statement)));
    }
    return rows;
  } finally {
    await caller.end();
  }
}

function statements({ guarded, bare }: Twins): Statement[] {
  return [
    {
      what: 'select by key',
      goal: 1.2,
      guarded: `select * from public.${guarded} where id = $1`,
      bare: `select * from public.${bare} where id = $1 and user_id = $2`,
      byKey: true,
    },
    {
      what: 'newest 20',
      goal: 1.2,
      guarded: `select * from public.${guarded} order by created_at desc limit 20`,
      bare: `select * from public.${bare} where user_id = $1 order by created_at desc limit 20`,
      byKey: false,
    },
    {
      what: 'count own 1,000 rows',
      goal: 1.2,
      guarded: `select count(*) from public.${guarded}`,
      bare: `select count(*) from public.${bare} where user_id = $1`,
      byKey: false,
    },
    {
      what: 'insert',
      goal: 1.2,
      guarded: `insert into public.${guarded} (title) values ('new')`,
      bare: `insert into public.${bare} (title, user_id) values ('new', $1)`,
      byKey: false,
    },
    {
      what: 'update by key',
      goal: 1.3,
      guarded: `update public.${guarded} set stars = stars + 1 where id = $1`,
      bare: `update public.${bare} set stars = stars + 1 where id = $1 and user_id = $2`,
      byKey: true,
    },
  ];
}

function asUser(
  caller: postgres.Sql,
  userId: string,
  sql: string,
  parameters: () => string[],
): { transaction: Timed; statement: Timed } {
  const claims = JSON.stringify(claimsOf(userId));
  const statement = async () => {
    await caller.unsafe('begin');
    await caller`select set_config('role', 'authenticated', true), set_config('request.jwt.claims', ${claims}, true)`;
    const values = parameters();
    const milliseconds = await time(() => caller.unsafe(sql, values, prepared));
    // Rolled back, so that every run finds the same table.
    await caller.unsafe('rollback');
    return milliseconds;
  };
  return { transaction: () => time(statement), statement };
}
