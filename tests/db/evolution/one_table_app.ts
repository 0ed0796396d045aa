import type postgres from 'postgres';
import { connect } from '../../../scripts/stack/connect.ts';
import type { Shard } from '../shard.ts';

// An app with one table, todos, and one column, v, for tests of schema changes that meet a fault.

export interface Spec {
  tables: { name: string; scope: string; columns: { name: string; type: string }[] }[];
}

export function specOf(type: string, more: string[] = []): Spec {
  const columns = [{ name: 'v', type }, ...more.map((name) => ({ name, type: 'text' }))];
  return { tables: [{ name: 'todos', scope: 'shared', columns }] };
}

export function apply(session: postgres.Sql, id: number, spec: Spec, fingerprint: string | null = null) {
  return session<{ answer: { schema_change: { version: number } | null } }[]>`
    select platform.apply_schema(${id}, ${JSON.stringify(spec)}::text::jsonb, ${fingerprint}, true) as answer`;
}

export function createApp(session: postgres.Sql, id: number) {
  return session`select platform.create_app('Faults', ${id}, tables => ${
    JSON.stringify(specOf('text').tables)
  }::text::jsonb)`;
}

/** Creates the app with a member who owns that many rows. */
export async function makeApp(shard: Shard, id: number, rows: number): Promise<void> {
  await createApp(shard.sql, id);
  const admin = connect(shard.cluster.url('supabase_admin'));
  await admin`insert into auth.users (id, email, raw_user_meta_data, raw_app_meta_data, created_at, updated_at)
    values (md5(${String(id)})::uuid, ${`alice${id}@example.com`}, ${
    shard.sql.json({ app_id: id })
  }, '{}', now(), now())`;
  await admin.unsafe(`insert into public.app_${id}_todos (id, user_id, v)
    select md5('row ' || number)::uuid, md5('${id}')::uuid, number::text from generate_series(1, ${rows}) as number`);
  await admin.end();
}
