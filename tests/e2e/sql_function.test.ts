import { beforeAll, describe, expect, it } from 'vitest';
import { callFunction } from '../support/functions.ts';
import { callPlatform, project, secretClient } from '../support/project.ts';

// Submitted SQL on the real path: HTTP, the parse wall in Deno, the guard, the executor, the catalog.

let id: number;

beforeAll(async () => {
  const columns = [{ name: 'text', type: 'text', required: true }];
  id = (await callPlatform<{ id: number }>('create_app', { name: 'SQL', tables: [{ name: 'todos', columns }] })).id;
});

describe('POST /sql', () => {
  it('runs statements as the app and returns rows with their columns', async () => {
    const { status, body } = await callFunction('POST', 'sql', {
      app_id: id,
      sql: `create table app_${id}_tags (id int primary key, name text); ` +
        `insert into app_${id}_tags values (1, 'a'), (2, 'b') returning name; ` +
        `select count(*) as n from app_${id}_tags where id > $1`,
      options: { parameters: [1] },
    });
    expect(status).toBe(200);
    const results = body['results'] as { command: string; columns: unknown; rows: unknown }[];
    expect(results.map(({ command }) => command)).toEqual(['CREATE TABLE', 'INSERT INTO', 'SELECT']);
    expect(results[1]?.rows).toEqual([{ name: 'a' }, { name: 'b' }]);
    expect(results[2]).toMatchObject({ columns: [{ name: 'n', type: 'bigint' }], rows: [{ n: 1 }] });
    expect(await callPlatform('verify_app', { app_id: id })).toEqual([]);
  });

  it('refuses statements that reach outside the app, and changes nothing', async () => {
    for (
      const sql of [
        'select * from auth.users',
        'select * from app_57_todos',
        `alter table app_${id}_todos disable row level security`,
        'select pg_sleep(10)',
      ]
    ) {
      expect((await callFunction('POST', 'sql', { app_id: id, sql })).status).toBe(403);
      const { error } = await secretClient().schema('platform').rpc('exec_sql', { app_id: id, sql });
      expect(error?.code).toBe('42501');
    }
    expect(await callPlatform('verify_app', { app_id: id })).toEqual([]);
  });

  it('rolls back a dry run and every statement of a failed call', async () => {
    const insert = `insert into app_${id}_todos (user_id, text) select id, 'x' from app_${id}_users`;
    expect((await callFunction('POST', 'sql', { app_id: id, sql: insert, options: { dry_run: true } })).status).toBe(
      200,
    );
    const failed = await callFunction('POST', 'sql', {
      app_id: id,
      sql: `create table app_${id}_gone (id int primary key); select 1 / 0`,
    });
    expect(failed.status).toBe(400);
    const tables = (await callPlatform<{ tables: Record<string, string> }>('get_app', { app_id: id })).tables;
    expect(tables).not.toHaveProperty('gone');
  });

  it('keeps a history without row data that includes refused calls', async () => {
    await callFunction('POST', 'sql', { app_id: id, sql: `select 'private text' as t` });
    await secretClient().schema('platform').rpc('exec_sql', { app_id: id, sql: 'select pg_sleep(10)' });
    const { body } = await callFunction('GET', `sql/history?app_id=${id}`);
    const entries = body['entries'] as { outcome: string; reason?: string }[];
    expect(entries[0]).toMatchObject({ outcome: 'refused', reason: 'function_refused' });
    expect(entries[1]).toMatchObject({ outcome: 'done', fingerprint: 'select ? as t' });
    expect(JSON.stringify(entries)).not.toContain('private text');
  });

  it('records calls that the parse-tree wall refused in the history, without row data', async () => {
    await callFunction('POST', 'sql', { app_id: id, sql: `select 'private text' from app_57_todos` });
    const { body: after } = await callFunction('GET', `sql/history?app_id=${id}&limit=1`);
    expect((after['entries'] as unknown[])[0]).toMatchObject({
      outcome: 'refused',
      fingerprint: 'select ? from app_57_todos',
    });
  });

  it('explains a query, and reports that no model is configured', async () => {
    expect((await callFunction('POST', 'sql/explain', { app_id: id, sql: `select * from app_${id}_todos` })).status)
      .toBe(200);
    const { status, body } = await callFunction('POST', 'sql/generate', { app_id: id, question: 'How many todos?' });
    expect(status).toBe(501);
    expect(body['error']).toMatchObject({ code: 'ai_not_configured' });
  });
});

describe('public.exec_sql', () => {
  it('accepts the SQL of a platform that uses full table names, and isolates the new tables', async () => {
    const table = `app_${id}_items`;
    const client = secretClient();
    const first = await client.rpc('exec_sql', {
      sql: `CREATE TABLE IF NOT EXISTS ${table} (
        id UUID DEFAULT gen_random_uuid() PRIMARY KEY,
        user_id UUID NOT NULL REFERENCES auth.users(id) ON DELETE CASCADE,
        title TEXT NOT NULL, created_at TIMESTAMPTZ DEFAULT NOW(), updated_at TIMESTAMPTZ DEFAULT NOW()
      );
      -- Indexes for performance
      CREATE INDEX IF NOT EXISTS idx_${table}_user_id ON ${table}(user_id);
      CREATE INDEX IF NOT EXISTS idx_${table}_created_at ON ${table}(created_at DESC);`,
    });
    expect(first.error).toBeNull();
    const policies = ['SELECT USING', 'INSERT WITH CHECK', 'UPDATE USING', 'DELETE USING'].map((rule) =>
      `CREATE POLICY "Users can ${rule} own items" ON ${table} FOR ${rule} (auth.uid() = user_id);`
    );
    const second = await client.rpc('exec_sql', {
      sql: `-- Enable RLS\nALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;\n${policies.join('\n')}`,
    });
    expect(second.error).toBeNull();
    expect(await callPlatform('verify_app', { app_id: id })).toEqual([]);
  });

  it('refuses SQL that names two apps or none', async () => {
    const mixed = await secretClient().rpc('exec_sql', { sql: `select * from app_${id}_todos, app_57_todos` });
    expect(mixed.error).toMatchObject({ code: '42501', details: 'mixed_apps' });
    const none = await secretClient().rpc('exec_sql', { sql: 'select 1' });
    expect(none.error).toMatchObject({ code: '22023', details: 'no_app' });
  });

  it('accepts only the secret key', async () => {
    const response = await fetch(`${project().url}/rest/v1/rpc/exec_sql`, {
      method: 'POST',
      headers: { apikey: project().keys.publishableKey, 'content-type': 'application/json' },
      body: JSON.stringify({ sql: 'select 1' }),
    });
    expect(response.status).toBe(401);
  });
});
