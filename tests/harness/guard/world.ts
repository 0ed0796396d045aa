import { createHash } from 'node:crypto';
import type postgres from 'postgres';

/** The users: alice and bob are members of app 57, eve of app 58, carol of both, mallory of no app. */
export const people = {
  alice: '00000000-0000-4000-8000-0000000000a1',
  bob: '00000000-0000-4000-8000-0000000000b2',
  eve: '00000000-0000-4000-8000-0000000000e8',
  mallory: '00000000-0000-4000-8000-0000000000f9',
  carol: '00000000-0000-4000-8000-0000000000c7',
} as const;

/** The keys: reader and writer of app 57, foreigner of app 58. */
export const keyIds = {
  reader: '00000000-0000-4000-8000-00000000057a',
  writer: '00000000-0000-4000-8000-00000000057b',
  foreigner: '00000000-0000-4000-8000-00000000058c',
} as const;

/** Occurs only in rows of app 58 and of the platform: a result for app 57 that contains it has read them. */
export const rowMarker = 'okapi-row-58';
/** Occurs in the name of a table of app 58. */
export const nameMarker = 'quaggavault';

const text = { name: 'text', type: 'text', required: true };

const tablesOf57 = [
  {
    name: 'projects',
    scope: 'shared',
    columns: [
      { ...text, name: 'name' },
      { name: 'budget', type: 'number' },
      { name: 'tags', type: 'text[]' },
      { name: 'settings', type: 'jsonb' },
      { name: 'status', type: 'enum', values: ['active', 'done'], default: 'active' },
    ],
  },
  {
    name: 'todos',
    scope: 'private',
    columns: [
      text,
      { name: 'completed', type: 'boolean', default: false },
      { name: 'priority', type: 'integer' },
      { name: 'due_on', type: 'date' },
      { name: 'project_id', type: 'uuid', references: { table: 'projects' } },
    ],
  },
  {
    name: 'posts',
    scope: 'public_read',
    columns: [{ ...text, name: 'title' }, { name: 'body', type: 'text' }, {
      name: 'views',
      type: 'integer',
      default: 0,
    }],
  },
];

const tablesOf58 = [
  { name: 'todos', scope: 'private', columns: [text] },
  { name: nameMarker, scope: 'shared', columns: [text] },
];

/** Features of hosted projects that submitted SQL must not reach, with stand-ins for those that are unavailable here. */
const hostedExtras = `
  create extension if not exists dblink with schema extensions;
  create extension if not exists postgres_fdw with schema extensions;
  create extension if not exists tablefunc with schema extensions;
  create extension if not exists xml2 with schema extensions;
  create extension if not exists pg_prewarm with schema extensions;
  create extension if not exists pg_trgm with schema extensions;
  create extension if not exists citext with schema extensions;
  create function extensions.http_get(text) returns text language sql as $$ select 'reached' $$;
  create function extensions.sign(json, text) returns text language sql as $$ select 'reached' $$;
  create schema net;
  create function net.http_get(text) returns bigint language sql as $$ select 1::bigint $$;
  create function net.http_post(url text, body jsonb) returns bigint language sql as $$ select 1::bigint $$;
  create schema cron;
  create table cron.job (schedule text, command text);
  create function cron.schedule(text, text, text) returns bigint language sql as
    $$ insert into cron.job values ($2, $3); select 1::bigint $$;
  create schema vault;
  create table vault.decrypted_secrets (name text, decrypted_secret text);
  insert into vault.decrypted_secrets values ('service_key', '${rowMarker}');
  create function vault.create_secret(text, text) returns void language sql as $$ insert into vault.decrypted_secrets values ($2, $1) $$;
  create schema realtime;
  create table realtime.messages (payload text);
  insert into realtime.messages values ('${rowMarker}');
  create publication supabase_realtime;
  grant usage on schema net, realtime to postgres, anon, authenticated, service_role;
  grant usage on schema cron, vault to postgres;
  grant select, insert on realtime.messages to postgres, anon, authenticated, service_role;
  grant all on cron.job, vault.decrypted_secrets to postgres;
`;

/** Creates apps 57 and 58 with members and rows. `admin` is a session of the superuser. */
export async function buildWorld(admin: postgres.Sql): Promise<void> {
  await admin.unsafe(hostedExtras);
  await admin.begin(async (sql) => {
    await sql`set local role postgres`;
    await createApp(sql, 58, `App of ${rowMarker}`, tablesOf58);
    await sql`update platform.settings set description = description || ${` (${rowMarker})`}`;
    await sql`reset role`;
    for (const [name, id] of Object.entries(people)) {
      await sql`
        insert into auth.users (id, email, raw_user_meta_data, raw_app_meta_data, created_at, updated_at)
        values (${id}, ${
        name === 'eve' ? `${rowMarker}@example.com` : `${name}@example.com`
      }, '{}', '{}', now(), now())`;
    }
    await sql`set local role postgres`;
    await sql`select platform.add_member(58, ${people.eve}), platform.add_member(58, ${people.carol})`;
    await createKey(sql, 58, 'foreigner', ['read', 'write']);
    await sql`insert into public.app_58_todos (user_id, text) values (${people.eve}, ${`${rowMarker} of eve`})`;
    await sql`
      insert into public.${
      sql(`app_58_${nameMarker}`)
    } (user_id, text) values (${people.eve}, ${`${rowMarker} in the vault`})`;
    await createApp57(sql);
  });
}

/** Purges app 57, in whatever state it is, and creates it again. */
export async function resetApp57(admin: postgres.Sql): Promise<void> {
  await admin.begin(async (sql) => {
    // A test build may have made the role a superuser, which postgres may not undo.
    await sql`alter role app_57 nosuperuser`;
    await sql`set local role postgres`;
    await sql`select platform.delete_app(57)`;
    await sql`select platform.purge_app(57)`;
    await createApp57(sql);
  });
}

async function createApp57(sql: postgres.TransactionSql): Promise<void> {
  await createApp(sql, 57, 'Todos', tablesOf57);
  const { alice, bob, carol } = people;
  await sql`select platform.add_member(57, id) from unnest(${[alice, bob, carol]}::uuid[]) as id`;
  await createKey(sql, 57, 'reader', ['read']);
  await createKey(sql, 57, 'writer', ['read', 'write']);
  await sql`
    insert into public.app_57_projects (user_id, name, budget, tags, settings)
    values (${alice}, 'Garden', 120.50, '{green,home}', '{"theme": "dark"}'), (${bob}, 'Kitchen', 80, '{home}', null)`;
  await sql`
    insert into public.app_57_todos (user_id, text, completed, priority, due_on, project_id)
    select user_id, item.text, item.completed, item.priority, current_date + item.priority, id
    from public.app_57_projects
    cross join (values ('Buy milk', false, 1), ('Plant trees', true, 2), ('omit needless words', false, 3))
      as item (text, completed, priority)`;
  await sql`
    insert into public.app_57_posts (user_id, title, body, views)
    values (${alice}, 'Hello', 'World', 3), (${bob}, 'Second', null, 0)`;
}

/** Registers a key, as the function `keys` does. Nothing here reads its token, so any hash will do. */
async function createKey(
  sql: postgres.TransactionSql,
  appId: number,
  name: keyof typeof keyIds,
  scopes: string[],
): Promise<void> {
  const hash = createHash('sha256').update(name).digest('hex');
  await sql`select platform.create_app_key(${appId}, ${scopes}, now() + interval '1 year', ${name}, ${
    keyIds[name]
  }, ${hash})`;
}

async function createApp(
  sql: postgres.TransactionSql,
  id: number,
  name: string,
  tables: postgres.JSONValue,
): Promise<void> {
  await sql`select platform.create_app(${name}, ${id}, tables => ${sql.json(tables)})`;
}
