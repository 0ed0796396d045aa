import { connect } from '../stack/connect.ts';
import type { Bench } from './setting.ts';
import { connectAsApp, connectPlatform, createApp, ddlOf, only } from './shard.ts';
import { notes } from './specs.ts';

/** Two tables of an app with the same columns, rows, indexes, reference and trigger; only one has row level security. */
export interface Twins {
  appId: number;
  guarded: string;
  bare: string;
  /** A member of the app, and the ids of that member's rows, which are the same in both tables. */
  userId: string;
  ids: string[];
}

export async function makeTwins({ cluster }: Bench, size: { users: number; rowsPerUser: number }): Promise<Twins> {
  const platform = await connectPlatform(cluster);
  const admin = connect(cluster.url('supabase_admin'));
  const appId = await createApp(platform);
  const app = await connectAsApp(cluster, appId);
  const guarded = `app_${appId}_guarded`;
  const bare = `app_${appId}_bare`;
  try {
    await platform`select platform.create_table(${appId}, ${platform.json(notes('guarded'))})`;
    const ddl = (await ddlOf(cluster, appId, [notes('bare')])).split(';');
    await app.unsafe(ddl.filter((statement) => !/create policy|row level security/.test(statement)).join(';'));
    const users = await admin<{ id: string }[]>`
      insert into auth.users (id, email)
      select gen_random_uuid(), format('%s@%s.example.com', n, ${appId}::integer)
      from generate_series(1, ${size.users}::integer) as n
      returning id`;
    const userIds = users.map(({ id }) => id);
    await admin`select platform.add_member(${appId}, user_id) from unnest(${userIds}::uuid[]) as user_id`;
    await admin.unsafe(
      `insert into public.${guarded} (user_id, title, created_at)
      select user_id, 'note ' || n, now() - n * interval '1 minute'
      from generate_series(1, $2::integer) as n cross join unnest($1::uuid[]) as user_id`,
      [userIds, size.rowsPerUser],
    );
    await admin.unsafe(`insert into public.${bare} select * from public.${guarded}`);
    for (const table of [`public.${guarded}`, `public.${bare}`, 'platform.app_members', 'platform.apps']) {
      await admin.unsafe(`vacuum analyze ${table}`);
    }
    const [userId] = userIds;
    if (userId === undefined) throw new Error('Cannot fill the tables: no user was created');
    const rows = await admin.unsafe<{ ids: string[] }[]>(
      `select array_agg(id) as ids from public.${guarded} where user_id = $1`,
      [userId],
    );
    return { appId, guarded, bare, userId, ids: only(rows).ids };
  } finally {
    await Promise.all([platform.end(), admin.end(), app.end()]);
  }
}
