import type postgres from 'postgres';
import { connect } from '../stack/connect.ts';
import { compare, time, type Timed } from './measure.ts';
import { ratioRow, type Row } from './report.ts';
import type { Bench } from './setting.ts';
import { connectAsApp, connectPlatform, createApp, ddlOf, only } from './shard.ts';
import { notes } from './specs.ts';

const rowsPerUser = 1000;
/** Runs of a statement in a round: they are short. */
const runs = 40;

interface Statement {
  what: string;
  goal: number;
  /** The statement on the table that policies guard, and on the bare one, where it says itself whose rows it wants. */
  guarded: string;
  bare: string;
  /** Whether it takes the id of a row as $1. On the bare table the user's id comes after it. */
  byKey: boolean;
}

/**
 * Statements on a private app table against the same ones, with a hand-written WHERE, on its twin without row security.
 * Each runs as the Data API runs it: prepared, alone in a transaction that has taken the caller's role and claims. Only
 * the statement is timed.
 */
export async function benchPolicies(bench: Bench): Promise<Row[]> {
  const { appId, userId } = await fillTables(bench);
  const caller = connect(bench.cluster.url('authenticator'));
  try {
    const ids = await ownIds(bench, appId, userId);
    const rows: Row[] = [];
    for (const { what, goal, guarded, bare, byKey } of statements(appId)) {
      let next = 0;
      const key = () => byKey ? [ids[next++ % ids.length] ?? ''] : [];
      const result = await compare(
        bench.size.rounds,
        runs,
        asUser(caller, userId, guarded, key),
        asUser(caller, userId, bare, () => [...key(), userId]),
      );
      rows.push(ratioRow(what, result, goal));
    }
    return rows;
  } finally {
    await caller.end();
  }
}

function statements(appId: number): Statement[] {
  const guarded = `public.app_${appId}_guarded`;
  const bare = `public.app_${appId}_bare`;
  return [
    {
      what: 'select by key',
      goal: 1.5,
      guarded: `select * from ${guarded} where id = $1`,
      bare: `select * from ${bare} where id = $1 and user_id = $2`,
      byKey: true,
    },
    {
      what: 'newest 20',
      goal: 1.4,
      guarded: `select * from ${guarded} order by created_at desc limit 20`,
      bare: `select * from ${bare} where user_id = $1 order by created_at desc limit 20`,
      byKey: false,
    },
    {
      what: 'count own 1,000 rows',
      goal: 1.15,
      guarded: `select count(*) from ${guarded}`,
      bare: `select count(*) from ${bare} where user_id = $1`,
      byKey: false,
    },
    {
      what: 'insert',
      goal: 1.35,
      guarded: `insert into ${guarded} (title) values ('new')`,
      bare: `insert into ${bare} (title, user_id) values ('new', $1)`,
      byKey: false,
    },
    {
      what: 'update by key',
      goal: 1.4,
      guarded: `update ${guarded} set stars = stars + 1 where id = $1`,
      bare: `update ${bare} set stars = stars + 1 where id = $1 and user_id = $2`,
      byKey: true,
    },
  ];
}

function asUser(caller: postgres.Sql, userId: string, statement: string, parameters: () => string[]): Timed {
  const claims = JSON.stringify({ sub: userId, role: 'authenticated', aud: 'authenticated' });
  return async () => {
    await caller.unsafe('begin');
    await caller`select set_config('role', 'authenticated', true), set_config('request.jwt.claims', ${claims}, true)`;
    const values = parameters();
    const milliseconds = await time(() => caller.unsafe(statement, values, { prepare: true }));
    // What was written does not stay, so that every run finds the same table.
    await caller.unsafe('rollback');
    return milliseconds;
  };
}

/** Two tables with the same rows, indexes, reference and trigger; one with the policies of a private table. */
async function fillTables({ cluster, size, log }: Bench): Promise<{ appId: number; userId: string }> {
  const users = Math.max(1, Math.round(size.rows / rowsPerUser));
  log(`filling two tables of ${users} users with ${rowsPerUser} rows each`);
  const platform = await connectPlatform(cluster);
  const admin = connect(cluster.url('supabase_admin'));
  const appId = await createApp(platform);
  const app = await connectAsApp(cluster, appId);
  try {
    await platform`select platform.create_table(${appId}, ${platform.json(notes('guarded'))})`;
    const ddl = (await ddlOf(cluster, appId, [notes('bare')])).split(';');
    await app.unsafe(ddl.filter((statement) => !/create policy|row level security/.test(statement)).join(';'));
    await admin`insert into auth.users (id, email) select gen_random_uuid(), format('%s@example.com', n) from generate_series(1, ${users}::integer) as n`;
    await admin`select platform.add_member(${appId}, users.id) from auth.users`;
    for (const table of ['guarded', 'bare']) {
      await admin.unsafe(
        `insert into public.app_${appId}_${table} (user_id, title, created_at)
        select users.id, 'note ' || n, now() - n * interval '1 minute'
        from generate_series(1, ${rowsPerUser}) as n cross join auth.users`,
      );
      await admin.unsafe(`vacuum analyze public.app_${appId}_${table}`);
    }
    await admin.unsafe('vacuum analyze platform.app_members; ').catch(() => undefined);
    const rows = await admin<{ id: string }[]>`select users.id from auth.users order by users.id limit 1`;
    return { appId, userId: only(rows).id };
  } finally {
    await Promise.all([platform.end(), admin.end(), app.end()]);
  }
}

/** Ids of the user's rows, with each id in both tables. */
async function ownIds({ cluster }: Bench, appId: number, userId: string): Promise<string[]> {
  const admin = connect(cluster.url('supabase_admin'));
  try {
    const rows = await admin.unsafe<{ id: string }[]>(
      `select id from public.app_${appId}_guarded where user_id = $1`,
      [userId],
    );
    return rows.map(({ id }) => id);
  } finally {
    await admin.end();
  }
}
