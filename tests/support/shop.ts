import { untilServed } from '../../scripts/stack/client.ts';
import { anonClient, callPlatform, project } from './project.ts';

/** An app with tables of every scope, references, columns of every kind, raw DDL, views, and strings with special characters. */
export interface Shop {
  id: number;
  /** The full name of a table. */
  table: (name: string) => string;
  /** The text that the apps function returns about the app. */
  text: (what: 'standards' | 'types') => Promise<string>;
}

const wild = '*/ `a` ```b``` "c" \'d\' ${e} \\ <script> “f” | # g\n```\n# h';

const tables = [
  {
    name: 'customers',
    scope: 'shared',
    description: wild,
    columns: [
      { name: 'name', type: 'text', required: true, max_length: 3 },
      { name: 'email', type: 'text', unique: true },
      { name: 'notes', type: 'text', min_length: 30, description: wild },
    ],
  },
  {
    name: 'orders',
    columns: [
      { name: 'customer_id', type: 'uuid', required: true, references: { table: 'customers' } },
      { name: 'parent_id', type: 'uuid', references: { table: 'orders' } },
      { name: 'payer_id', type: 'uuid', references: { table: 'customers' } },
      { name: 'status', type: 'enum', values: ['new', 'it\'s "odd" `|` */ \\', 'done'], default: 'new' },
      { name: 'priority', type: 'enum', values: ['"high"\'', 'low'], required: true },
      { name: 'total', type: 'number', required: true, min: 5.5, max: 7 },
      { name: 'discount', type: 'float', required: true, max: -2.5 },
      { name: 'day', type: 'date', required: true },
      { name: 'hour', type: 'time', required: true },
      { name: 'at', type: 'timestamptz', required: true },
      { name: 'data', type: 'jsonb', required: true },
      { name: 'labels', type: 'text[]', required: true },
      { name: 'numbers', type: 'number[]', required: true },
      { name: 'class', type: 'boolean', required: true },
      { name: 'big', type: 'bigint' },
    ],
  },
  { name: 'posts', scope: 'public_read', columns: [{ name: 'title', type: 'text', required: true }] },
  { name: 'news', scope: 'read_only', columns: [{ name: 'title', type: 'text', required: true }] },
];

const rawDdl = (prefix: string) => `
  create type ${prefix}mood as enum ('it''s \`\`\` */ ok', 'sad');
  create table ${prefix}odd (
    id integer generated always as identity primary key, "Full \`Name\` */" text not null, mood ${prefix}mood not null,
    moods ${prefix}mood[] default '{sad}', price money not null, span interval not null, address inet not null, code varchar(4) not null,
    bounds int4range not null, at timestamp not null, total numeric(10, 2) default 1, matrix integer[][] default '{{1,2},{3,4}}',
    doubled numeric generated always as (total * 2) stored, old_json json default '[1]', user_id uuid references auth.users (id));
  create table ${prefix}links (odd_id integer references ${prefix}odd (id), other uuid, primary key (odd_id, other));
  create view ${prefix}open_orders as select id, status, total from ${prefix}orders where status = 'new';
  create view ${prefix}sums as select customer_id, sum(total) as total from ${prefix}orders group by customer_id`;

export async function createShop(): Promise<Shop> {
  const { id } = await callPlatform<{ id: number }>('create_app', {
    name: `Shop ${wild.replaceAll('\n', ' ')}`,
    tables,
  });
  const table = (name: string) => `app_${id}_${name}`;
  const made = await callPlatform<{ error?: unknown }>('exec_sql', { app_id: id, sql: rawDdl(table('')) });
  if (made.error !== undefined) throw new Error(JSON.stringify(made.error));
  await untilServed(anonClient(), table('sums'));
  const text = async (what: 'standards' | 'types') => {
    const response = await fetch(`${project().url}/functions/v1/apps/${id}/${what}`, {
      headers: { apikey: project().keys.secretKey },
    });
    if (!response.ok) throw new Error(await response.text());
    return response.text();
  };
  return { id, table, text };
}
