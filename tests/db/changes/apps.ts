import type postgres from 'postgres';

/** Ids of which one begins another, and one that is no int4. */
export const APPS = ['5', '57', '570', '9999999999'];

const TABLES = [
  { name: 'lists', scope: 'shared', columns: [{ name: 'title', type: 'text', unique: true }] },
  {
    name: 'todos',
    scope: 'private',
    columns: [
      { name: 'text', type: 'text', default: 'x' },
      { name: 'list_id', type: 'uuid', references: { table: 'lists', on_delete: 'cascade' } },
      { name: 'state', type: 'enum', values: ['open', 'done'] },
    ],
    indexes: [{ columns: ['text', 'state'] }],
  },
  { name: 'posts', scope: 'public_read', columns: [{ name: 'text', type: 'text', description: 'What it says.' }] },
  { name: 'news', scope: 'read_only', columns: [{ name: 'amount', type: 'integer', min: 0 }] },
];

/** Creates an app with a table of each scope, and with tables, types, indexes, policies and views of raw DDL. */
export async function createChangingApp(sql: postgres.Sql, appId: string): Promise<void> {
  await sql`select platform.create_app('Changing', ${appId}, tables => ${JSON.stringify(TABLES)}::text::jsonb)`;
  const app = `app_${appId}`;
  await sql.begin(async (transaction) => {
    await transaction`select sandbox.run_as_app(${appId}, ${`
      create type ${app}_e1 as enum ('a', 'b', 'c');
      create table ${app}_t2 (id uuid primary key, c1 text);
      create sequence ${app}_s1;
      create table ${app}_t1 (
        id bigserial constraint ${app}_t1_pkey primary key, user_id uuid references ${app}_users on delete cascade,
        c1 ${app}_e1 default 'a', c2 ${app}_e1[], c3 ${app}_t2, todo_id uuid references ${app}_todos, updated_at timestamptz);
      create index ${app}_i1 on ${app}_t1 (c2) where c1 = 'b';
      create index ${app}_i3 on ${app}_t1 ((id::oid = '${app}_s1'::regclass::oid));
      create policy mine on ${app}_t2 for select to authenticated using (c1 = 'x');
      create view ${app}_v1 as select * from ${app}_t1;`})`;
    await transaction`select platform.reconcile_app(${appId}, everything => false)`;
  });
}
