import type postgres from 'postgres';
import { connect } from '../stack/connect.ts';
import { policies, queries, views } from './memory_forms.ts';
import { measurePeak } from './peak_memory.ts';
import type { Row } from './report.ts';
import type { Bench } from './setting.ts';
import { connectPlatform, createApp } from './shard.ts';
import { claimsOf } from './token.ts';

const goalMegabytes = 1024;
/** A session that needs more is ended, so that no form takes the machine. */
const endAtMegabytes = 3072;

/**
 * Measures the most memory that the database session of one call needs, for each form of SQL that tries to take all of it. Each
 * call has a new session. The figure is the peak of its resident memory (VmHWM), shared buffers included.
 */
export async function benchMemory(bench: Bench): Promise<Row[]> {
  const { cluster } = bench;
  const platform = await connectPlatform(cluster);
  const admin = connect(cluster.url('supabase_admin'));
  const appId = await createApp(platform);
  const userId = crypto.randomUUID();
  const exec = async (sql: postgres.Sql, text: string) => {
    const [row] = await sql<{ answer: { code?: string; details?: string; message?: string; results?: unknown } }[]>`
      select platform.exec_sql(${appId}, ${
      text.replaceAll(' T', ` app_${appId}_wide`)
    }) #- '{results,0,rows}' as answer`;
    return row?.answer ?? {};
  };
  const must = async (text: string) => {
    const { code, message } = await exec(platform, text);
    if (code !== undefined) throw new Error(`Cannot prepare the form: ${code} ${message}`);
  };
  const rows: Row[] = [];
  try {
    await admin`insert into auth.users (id, email) values (${userId}, 'member@example.com')`;
    await admin`select platform.add_member(${appId}, ${userId})`;
    await must(`create table app_${appId}_wide (id int primary key, s text)`);
    await must(`create table app_${appId}_plain (id int primary key)`);
    // Without a row, no condition of a policy would be evaluated.
    await must(`insert into app_${appId}_plain values (1)`);
    const peak = async (what: string, work: (sql: postgres.Sql) => Promise<string>) => {
      const { megabytes, end } = await measurePeak(cluster, admin, endAtMegabytes, work);
      bench.log(`${what}: ${megabytes.toFixed(0)} MB, ${end}`);
      rows.push({
        what,
        measured: `${megabytes.toFixed(0)} MB`,
        spread: end,
        goal: { text: `${goalMegabytes} MB`, met: megabytes < goalMegabytes },
      });
    };
    for (const [what, form] of Object.entries(queries)) {
      await must(`delete from app_${appId}_wide where true; insert into app_${appId}_wide values (1, 'x')`);
      const statements = typeof form === 'string' ? [form] : form;
      await peak(what, async (sql) => {
        await sql.unsafe('set role service_role');
        let end = 'done';
        for (const statement of statements) {
          const { code, details, message } = await exec(sql, statement);
          if (code !== undefined) end = `${code} ${details === 'sql_error' ? message : details}`;
        }
        return end;
      });
    }
    const asMember = (relation: string) => async (sql: postgres.Sql) => {
      const claims = JSON.stringify(claimsOf(userId));
      await sql`select set_config('request.jwt.claims', ${claims}, false), set_config('role', 'authenticated', false),
        set_config('statement_timeout', '8s', false)`;
      // As PostgREST reads a relation; the length instead of the response, so that it does not fill the memory of this program.
      await sql.unsafe(`
        select octet_length(coalesce(json_agg(_postgrest_t), '[]')::text)
        from (select * from public.${relation} limit 1000) as _postgrest_t`);
      return 'done';
    };
    for (const [index, [what, query]] of Object.entries(views).entries()) {
      await must(`create view app_${appId}_v${index} as ${query}`);
      await peak(what, asMember(`app_${appId}_v${index}`));
    }
    for (const [what, condition] of Object.entries(policies)) {
      await must(`create policy bomb on app_${appId}_plain using (${condition})`);
      await peak(what, asMember(`app_${appId}_plain`));
      await must(`drop policy bomb on app_${appId}_plain`);
    }
    return rows;
  } finally {
    await Promise.all([platform.end(), admin.end()]);
  }
}
