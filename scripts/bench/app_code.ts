import type postgres from 'postgres';
import { connect } from '../stack/connect.ts';
import { compare, time, type Timed } from './measure.ts';
import { ratioRow, type Row } from './report.ts';
import type { Bench } from './setting.ts';
import { connectPlatform, createApp, only } from './shard.ts';
import { claimsOf } from './token.ts';

const runs = 40;
const rowCount = 1000;
/** Without `simple: false` the driver would send a statement without parameters as a simple query, planned each time. */
const prepared = { prepare: true, simple: false } as postgres.UnsafeQueryOptions;

/** Tables and functions of an app. `my_` stands for its prefix. */
const appSql = `
  create table my_roles (id int primary key, user_id uuid, role text);
  create policy own on my_roles for select to authenticated using (user_id = (select auth.uid()));
  create function my_has_role(who uuid, wanted text) returns boolean language sql stable security definer
    as $$ select exists (select 1 from my_roles r where r.user_id = who and r.role = wanted) $$;
  create table my_inline (id int primary key, title text);
  create policy p on my_inline for select to authenticated
    using (exists (select 1 from my_roles r where r.user_id = (select auth.uid()) and r.role = 'admin'));
  create table my_helper (id int primary key, title text);
  create policy p on my_helper for select to authenticated using (my_has_role(auth.uid(), 'admin'));
  create table my_cards (id bigint generated always as identity primary key, title text, touched timestamptz);
  create policy p on my_cards to authenticated using (true) with check (true);
  create function my_touch() returns trigger language plpgsql as $$ begin new.touched := now(); return new; end $$;
  create trigger touch before insert or update on my_cards for each row execute function my_touch();
  create function my_add(a int, b int) returns int language sql stable as $$ select a + b $$;
  insert into my_inline select n, 'row ' || n from generate_series(1, ${rowCount}) as n;
  insert into my_helper select * from my_inline;`;

/** The same trigger and function in plain PostgreSQL, on a table with an equal policy. */
const plainSql = `
  create schema plain;
  grant usage on schema plain to authenticated;
  create table plain.cards (id bigint generated always as identity primary key, title text, touched timestamptz);
  alter table plain.cards enable row level security;
  create policy p on plain.cards to authenticated using (true) with check (true);
  create function plain.touch() returns trigger language plpgsql as $$ begin new.touched := now(); return new; end $$;
  create trigger touch before insert or update on plain.cards for each row execute function plain.touch();
  create function plain.add(a int, b int) returns int language sql stable as $$ select a + b $$;
  grant select, insert, update on plain.cards to authenticated;`;

/** Compares an app's functions and triggers with the same without the platform. Every statement runs as a member. */
export async function benchAppCode({ cluster, size, log }: Bench): Promise<Row[]> {
  log('creating an app with functions');
  const platform = await connectPlatform(cluster);
  const admin = connect(cluster.url('supabase_admin'));
  const caller = connect(cluster.url('authenticator'));
  try {
    const appId = await createApp(platform);
    const named = (sql: string): string => sql.replaceAll('my_', `app_${appId}_`);
    const { id: userId } = only(
      await admin<{ id: string }[]>`
        insert into auth.users (id, email) values (gen_random_uuid(), 'bench@example.com') returning id`,
    );
    await admin`select platform.add_member(${appId}, ${userId})`;
    const role = `insert into my_roles values (1, '${userId}', 'admin')`;
    const { answer } = only(
      await platform<{ answer: { message?: string } }[]>`
        select platform.exec_sql(${appId}, ${named(`${appSql} ${role}`)}) as answer`,
    );
    if (answer.message !== undefined) throw new Error(`Cannot create the functions: ${answer.message}`);
    await admin.unsafe(plainSql);
    await admin.unsafe('vacuum analyze');
    const run = (sql: string): Timed => asMember(caller, userId, named(sql));
    const insert = (table: string, rows: number): string =>
      `insert into ${table} (title) select 'a card' from generate_series(1, ${rows})`;
    const pairs: [string, string, string, number?][] = [
      ['a policy with a helper : inline', 'select count(*) from my_helper', 'select count(*) from my_inline', 1.5],
      ['insert with a trigger : plain', insert('my_cards', 1), insert('plain.cards', 1), 1.3],
      ['  1,000 rows at once', insert('my_cards', rowCount), insert('plain.cards', rowCount)],
      ['a trivial function : plain', 'select my_add(1, 2)', 'select plain.add(1, 2)'],
    ];
    const rows: Row[] = [];
    for (const [what, subject, limit, times] of pairs) {
      const comparison = await compare(size.rounds, runs, run(subject), run(limit));
      rows.push(ratioRow(what, comparison, times === undefined ? undefined : { times }));
    }
    return rows;
  } finally {
    await Promise.all([platform.end(), admin.end(), caller.end()]);
  }
}

/** Runs a statement as the Data API does: prepared, in its own transaction, which is rolled back. */
function asMember(caller: postgres.Sql, userId: string, sql: string): Timed {
  const claims = JSON.stringify(claimsOf(userId));
  return () =>
    time(async () => {
      await caller.unsafe('begin');
      await caller`select set_config('role', 'authenticated', true), set_config('request.jwt.claims', ${claims}, true)`;
      await caller.unsafe(sql, [], prepared);
      await caller.unsafe('rollback');
    });
}
