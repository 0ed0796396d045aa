import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppFolder } from '../support/app_folder.ts';
import { callPlatform, type SignedUp, signUp } from '../support/project.ts';
import { createShop, type Shop } from '../support/shop.ts';

// The Database type of an app is correct if supabase-js accepts it, if it rejects what the database rejects, and if the Data
// API returns what it declares.

const folder = new AppFolder();
let shop: Shop;
let types: string;
let ada: SignedUp;

beforeAll(async () => {
  shop = await createShop();
  types = await shop.text('types');
  folder.write('database.types.ts', types);
  ada = await signUp(shop.id, 'ada');
});

afterAll(() => folder.remove());

const program = (id: number) => `
import { createClient } from '@supabase/supabase-js';
import type { Database, Enums, Json, Tables, TablesInsert, TablesUpdate } from './database.types';

const supabase = createClient<Database>('', '');
const order = {
  customer_id: '', priority: 'low', total: 6, discount: -3, day: '2026-01-31', hour: '09:30', at: '', data: { a: [1, null] }, labels: ['a'],
  numbers: [1.5], class: true,
} satisfies TablesInsert<'app_${id}_orders'>;

export async function right() {
  const orders = supabase.from('app_${id}_orders');
  const { data: made } = await orders.insert(order).select().single().throwOnError();
  const status: 'new' | 'it\\'s "odd" \`|\` */ \\\\' | 'done' | null = made.status;
  const [total, data, labels]: [number, Json, string[]] = [made.total, made.data, made.labels];
  const { data: read } = await orders.select('id, customer:customer_id (name), parent:parent_id (total)').single().throwOnError();
  const name: string = read.customer.name;
  const of: number | undefined = read.parent?.total;
  const { data: customers } = await supabase.from('app_${id}_customers')
    .select('*, app_${id}_orders!app_${id}_orders_customer_id_fkey (total)').throwOnError();
  const totals: number[] = customers.flatMap((customer) => customer.app_${id}_orders.map((each) => each.total));
  await orders.insert([order, { ...order, status: null, big: 1 }]);
  await orders.update({ status: 'done', parent_id: null } satisfies TablesUpdate<'app_${id}_orders'>).eq('id', made.id);
  await orders.upsert({ ...order, id: made.id });
  await supabase.from('app_${id}_users').update({ full_name: 'Ada' }).eq('id', '');
  await supabase.from('app_${id}_odd').insert({
    'Full \`Name\` */': '', mood: 'sad', moods: ['sad'], price: '1.00', span: '1 day', address: '::1', code: 'a', bounds: 'empty', at: '',
    matrix: [[1]],
  });
  const sum: number | null | undefined = (await supabase.from('app_${id}_sums').select()).data?.[0]?.total;
  const joined: string | undefined = (await supabase.rpc('join_app', { app_id: ${id} })).data?.role;
  const apps: string | undefined = (await supabase.rpc('my_apps')).data?.[0]?.joined_at;
  const left: boolean | undefined = (await supabase.rpc('leave_app', { app_id: ${id} })).data?.left;
  const mood: Enums<'app_${id}_mood'> = 'sad';
  const priority: Enums<'app_${id}_orders_priority'> = 'low';
  const row: Tables<'app_${id}_open_orders'> = { id: null, status: null, total: null };
  return [status, total, data, labels, name, of, totals, sum, joined, apps, left, mood, priority, row];
}

export async function wrong() {
  // @ts-expect-error a name without the prefix
  supabase.from('orders');
  // @ts-expect-error a table of another app
  supabase.from('app_${id + 1}_orders');
  const orders = supabase.from('app_${id}_orders');
  // @ts-expect-error a new row without a required column
  await orders.insert({ total: 6 });
  // @ts-expect-error a value that the column does not have
  await orders.insert({ ...order, priority: 'middle' });
  // @ts-expect-error a string for a number
  await orders.insert({ ...order, total: '6' });
  // @ts-expect-error null for a required column
  await orders.update({ total: null });
  // @ts-expect-error a column that does not exist
  await orders.update({ tottal: 6 });
  const { data } = await orders.select('id, status').single().throwOnError();
  // @ts-expect-error a column that was not read
  data.total;
  // @ts-expect-error the column is nullable
  const status: string = data.status;
  // @ts-expect-error the database computes this column
  await supabase.from('app_${id}_odd').update({ doubled: 2 });
  // @ts-expect-error the database generates this identity
  await supabase.from('app_${id}_odd').upsert({ id: 1, 'Full \`Name\` */': '', mood: 'sad', price: '', span: '',
    address: '', code: '', bounds: '', at: '' });
  // @ts-expect-error profiles are created by joining
  await supabase.from('app_${id}_users').insert({ id: '' });
  // @ts-expect-error an address is changed in the account, not in the profile
  await supabase.from('app_${id}_users').update({ email: '' });
  // @ts-expect-error a view with sums is not insertable
  await supabase.from('app_${id}_sums').insert({ total: 1 });
  // @ts-expect-error the ID of an app is a number
  await supabase.rpc('join_app', { app_id: '${id}' });
  return status;
}
`;

describe('the types of an app', () => {
  it('accept what the database accepts, and reject what it rejects', async () => {
    folder.write('program.ts', program(shop.id));
    expect(await folder.problems('program.ts')).toEqual([]);
  }, 120_000);

  it('describe what the Data API returns', async () => {
    const { client, userId } = ada;
    const insert = async (name: string, row: object) =>
      (await client.from(shop.table(name)).insert(row).select().single().throwOnError()).data as { id: string };
    const customer = await insert('customers', { name: 'Ada' });
    const order = {
      customer_id: customer.id,
      priority: 'low',
      total: 6.25,
      discount: -3.5,
      day: '2026-01-31',
      hour: '09:30',
      at: '2026-01-31T09:30:00Z',
      data: { a: [1, null] },
      labels: ['a', 'b'],
      numbers: [1.5, 2],
      class: true,
    };
    const first = await insert('orders', order);
    await insert('orders', {
      ...order,
      parent_id: first.id,
      status: 'it\'s "odd" `|` */ \\',
      data: [null, 'x'],
      big: 2 ** 53,
    });
    const odd = await insert('odd', {
      'Full `Name` */': 'x',
      mood: 'sad',
      price: '1234.5',
      span: '1 day',
      address: '::1',
      code: 'abcd',
      bounds: '[1,5)',
      at: '2026-01-31',
      user_id: userId,
    });
    await insert('links', { odd_id: odd.id, other: userId });
    for (const name of ['customers', 'orders', 'odd', 'links', 'users', 'open_orders', 'sums']) {
      const type = rowType(types, shop.table(name));
      const { data } = await client.from(shop.table(name)).select().throwOnError();
      expect(data.length).toBeGreaterThan(0);
      for (const row of data as Record<string, unknown>[]) {
        // The local Data API returns an array as text if its type was created after the connection was opened.
        if (name === 'odd') row['moods'] = await asJson('moods', shop.table(name));
        expect(misfits(row, type)).toEqual([]);
      }
    }
  });
});

/** A column of the only row of a table, as PostgreSQL converts it to JSON. */
async function asJson(column: string, table: string): Promise<unknown> {
  const sql = `select to_jsonb(${column}) as value from ${table}`;
  const { results } = await callPlatform<{ results: { rows: { value: unknown }[] }[] }>('exec_sql', {
    app_id: shop.id,
    sql,
  });
  return results[0]?.rows[0]?.value;
}

/** The types of a row's fields, as the generated text declares them. */
function rowType(text: string, table: string): Map<string, string> {
  const begin = text.indexOf(`      ${table}: {\n        Row: {\n`);
  const fields = text.slice(begin, text.indexOf('\n        };', begin)).split('\n').slice(2);
  return new Map(
    fields.filter((line) => !line.includes('/**')).map((line) => {
      const [, quoted, plain = '', type = ''] = /^ {10}(?:("(?:[^"\\]|\\.)*")|'?([^']*?)'?): (.*);$/.exec(line) ?? [];
      return [quoted === undefined ? plain : JSON.parse(quoted) as string, type];
    }),
  );
}

/** The fields that only the row or only its type has, and those whose value does not have the declared type. */
function misfits(row: Record<string, unknown>, type: Map<string, string>): string[] {
  const names = new Set([...Object.keys(row), ...type.keys()]);
  return [...names].filter((name) => !(name in row) || !isOf(row[name], type.get(name) ?? '?'))
    .map((name) => `${name}: ${type.get(name)} is ${JSON.stringify(row[name])}`);
}

function isOf(value: unknown, type: string): boolean {
  if (type.endsWith(' | null')) return value === null || isOf(value, type.slice(0, -' | null'.length));
  if (type === 'Json') return value !== undefined;
  if (type.endsWith('[]')) {
    return Array.isArray(value) && value.every((item) => isOf(item, type.slice(0, -2).replace(/^\((.*)\)$/, '$1')));
  }
  if (['string', 'number', 'boolean'].includes(type)) return typeof value === type;
  const labels = [...type.matchAll(/'([^']*)'|("(?:[^"\\]|\\.)*")/g)].map(([, plain, quoted]) =>
    plain ?? JSON.parse(quoted ?? '') as string
  );
  return labels.includes(value as string);
}
