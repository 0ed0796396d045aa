import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { untilServed } from '../../scripts/stack/client.ts';
import { connect } from '../../scripts/stack/connect.ts';
import { callFunction } from '../support/functions.ts';
import { callPlatform, project, secretClient } from '../support/project.ts';

// The local Data API takes and returns values as PostgREST does, which passes JSON through as text.

const admin = connect(project().databaseUrls.supabaseAdmin);
const table = 'probe_values';
const digits = `-${'9'.repeat(400)}.50`;

beforeAll(async () => {
  await admin.unsafe(`
    create table public.${table} (
      id int primary key, big bigint default 7, amount numeric, ratio double precision, flag boolean, body jsonb, at timestamptz,
      local_at timestamp, span interval, bytes bytea, labels text[], counts bigint[], flags boolean[], bodies jsonb[], times timestamptz[]
    );
    grant select, insert, update, delete on public.${table} to service_role`);
  await untilServed(secretClient(), table);
});

afterAll(async () => {
  await admin.unsafe(`drop table public.${table}`);
  await admin.end();
});

/** Sends a request with the secret key. The bodies are JSON text, because JavaScript would round their numbers. */
async function send(method: string, query: string, body?: string, prefer = 'return=representation') {
  const response = await fetch(`${project().url}/rest/v1/${table}?${query}`, {
    method,
    headers: { apikey: project().keys.secretKey, 'content-type': 'application/json', prefer },
    ...(body !== undefined && { body }),
  });
  return { status: response.status, text: await response.text() };
}

describe('a value', () => {
  it.each([
    ['big', '9007199254740993'],
    ['amount', digits],
    ['amount', '1.50'],
    ['amount', '0'],
    ['ratio', '0.1'],
    ['flag', 'true'],
    ['body', 'true'],
    ['body', 'false'],
    ['body', '"true"'],
    ['body', '1.50'],
    ['body', '[1,null,{"id":9007199254740993,"text":"1.50"}]'],
    ['at', '"2026-11-29T16:19:15.445139+00:00"'],
    ['local_at', '"2026-01-02T03:04:05.5"'],
    ['span', '"1 day 02:00:00"'],
    ['bytes', '"\\\\x00ff"'],
    ['labels', '["a,b","\\"{}\\\\",null,"NULL",""]'],
    ['counts', '[1,null,9007199254740993]'],
    ['flags', '[true,null,false]'],
    ['bodies', '[true,null,{"a":9007199254740993}]'],
    ['times', '["2026-01-02T03:04:05+00:00",null]'],
    ['labels', '[]'],
    ['labels', 'null'],
  ])('of the column %s keeps its form: %s', async (column, value) => {
    await send('DELETE', 'id=gt.0');
    const row = `[{"id":1,"${column}":${value}}]`;
    expect(await send('POST', `select=id,${column}`, row)).toEqual({ status: 201, text: row });
    expect(await send('PATCH', `id=eq.1&select=id,${column}`, `{"${column}":${value}}`)).toEqual({
      status: 200,
      text: row,
    });
    expect(await send('POST', `select=id,${column}`, row, 'resolution=merge-duplicates,return=representation'))
      .toMatchObject({ text: row });
    expect(await send('GET', `select=id,${column}`)).toEqual({ status: 200, text: row });
  });

  it.each([
    ['big=eq.9007199254740993', 1],
    ['big=eq.9007199254740992', 0],
    ['big=in.(1,9007199254740993)', 1],
    ['or=(big.eq.9007199254740993,id.eq.9)', 1],
    [`amount=eq.${digits}`, 1],
    ['amount=gt.1.50', 0],
    ['labels=cs.{a}', 1],
    ['labels=cs.{a,"b c"}', 1],
    ['labels=cs.{z}', 0],
    ['labels=ov.{z,a}', 1],
    ['counts=cs.{9007199254740993}', 1],
    ['counts=cd.{1,2}', 0],
  ])('in the filter %s is exact', async (filter, count) => {
    await send('DELETE', 'id=gt.0');
    const row = `{"id":1,"big":9007199254740993,"amount":${digits},"labels":["a","b c"],"counts":[9007199254740993]}`;
    await send('POST', '', row, 'return=minimal');
    const { text } = await send('GET', `select=id&${filter}`);
    expect(JSON.parse(text)).toHaveLength(count);
  });
});

describe('a column that a row leaves out', () => {
  const rows = [{ id: 1, big: 1 }, { id: 2 }];

  it('is null where another row has it', async () => {
    await send('DELETE', 'id=gt.0');
    const { data } = await secretClient().from(table).insert(rows).select('id, big');
    expect(data).toEqual([{ id: 1, big: 1 }, { id: 2, big: null }]);
  });

  it('has its default with defaultToNull: false', async () => {
    await send('DELETE', 'id=gt.0');
    const { data } = await secretClient().from(table).insert(rows, { defaultToNull: false }).select('id, big');
    expect(data).toEqual([{ id: 1, big: 1 }, { id: 2, big: 7 }]);
  });
});

describe('a request without a filter', () => {
  it('neither changes nor deletes the rows of a table', async () => {
    await send('DELETE', 'id=gt.0');
    await send('POST', '', '{"id":1,"big":1}');
    expect(await send('PATCH', '', '{"big":2}')).toMatchObject({
      status: 400,
      text: expect.stringContaining('"21000"'),
    });
    const { error } = await secretClient().from(table).delete();
    expect(error).toMatchObject({ code: '21000', message: 'DELETE requires a WHERE clause' });
    expect((await send('GET', 'select=id,big')).text).toBe('[{"id":1,"big":1}]');
    expect((await send('DELETE', 'id=eq.1&select=id')).text).toBe('[{"id":1}]');
  });
});

it('SQL keeps every digit of its parameters and of its rows', async () => {
  const { id } = await callPlatform<{ id: number }>('create_app', { name: 'Digits' });
  const body = `{"app_id":${id},"sql":"select $1::numeric as a, $2::bigint as b, 1.50 as c",` +
    `"options":{"parameters":[${digits},9007199254740993]}}`;
  const rows = `{"a":${digits},"b":9007199254740993,"c":1.50}`;
  for (const path of ['functions/v1/sql', 'rest/v1/rpc/exec_sql']) {
    const response = await fetch(`${project().url}/${path}`, {
      method: 'POST',
      headers: { apikey: project().keys.secretKey, 'content-type': 'application/json', 'content-profile': 'platform' },
      body,
    });
    expect((await response.text()).replaceAll(' ', '')).toContain(rows);
  }
  expect((await callFunction('GET', `sql/history?app_id=${id}`)).status).toBe(200);
});
