import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { callFunction } from '../support/functions.ts';
import { callPlatform, project, secretClient } from '../support/project.ts';

// The apps function on the real path: HTTP, Deno, the Data API, PostgreSQL.

const columns = [{ name: 'title', type: 'text', required: true }];

describe('POST /apps', () => {
  it('returns the app and everything that the generated app needs to connect', async () => {
    const { status, body } = await callFunction('POST', 'apps', {
      name: 'Recipes',
      tables: [{ name: 'recipes', columns }],
    });
    expect(status).toBe(201);
    const { id } = body['app'] as { id: number };
    expect(body['connection']).toEqual({
      url: project().url,
      publishable_key: project().keys.publishableKey,
      app_id: id,
      tables: { users: `app_${id}_users`, recipes: `app_${id}_recipes` },
    });
    expect(await callPlatform('verify_app', { app_id: id })).toEqual([]);
  });

  it('creates one app per idempotency key, however often the key is sent', async () => {
    const headers = { apikey: project().keys.secretKey, 'idempotency-key': randomUUID() };
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => callFunction('POST', 'apps', { name: 'Once' }, headers)),
    );
    expect(new Set(answers.map(({ body }) => (body['app'] as { id: number }).id)).size).toBe(1);
    const other = await callFunction('POST', 'apps', { name: 'Another' }, headers);
    expect(other).toMatchObject({ status: 409, body: { error: { code: 'idempotency_key_reused' } } });
  });

  it('returns every problem of a spec and creates nothing', async () => {
    const before = (await secretClient().schema('platform').from('apps').select('id')).data?.length;
    const { status, body } = await callFunction('POST', 'apps', {
      name: 'Broken',
      tables: [{ name: 'good', columns }, { name: 'Bad', columns: [{ name: 'a', type: 'money' }] }],
    });
    expect(status).toBe(400);
    expect(body['error']).toMatchObject({
      code: 'unknown_type',
      path: 'tables[1].columns[0].type',
      problems: [{ path: 'tables[1].columns[0].type' }, { path: 'tables[1].name', reason: 'invalid_name' }],
    });
    expect((await secretClient().schema('platform').from('apps').select('id')).data?.length).toBe(before);
  });

  it('is refused without the secret key', async () => {
    for (const apikey of [project().keys.publishableKey, 'sb_secret_forged']) {
      const { status } = await callFunction('POST', 'apps', { name: 'x' }, { apikey });
      expect(status).toBe(401);
    }
  });
});

describe('POST /apps/validate', () => {
  it('returns every problem of a spec with its path and a hint, and creates nothing', async () => {
    const tables = [
      { name: 'lists', columns },
      { name: 'select', columns: [{ name: 'a', type: 'uuid', references: { table: 'nowhere' } }], rows: 1 },
    ];
    const { status, body } = await callFunction('POST', 'apps/validate', { tables });
    expect(status).toBe(200);
    expect(body['problems']).toEqual([
      ['tables[1].rows', 'unknown_field'],
      ['tables[1].columns[0].references.table', 'unknown_table'],
      ['tables[1].name', 'reserved_name'],
    ].map(([path, reason]) => ({ path, reason, message: expect.any(String), hint: expect.any(String) })));
    expect((await callFunction('POST', 'apps/validate', { tables: [{ name: 'lists', columns }] })).body)
      .toEqual({ problems: [] });
  });

  it('accepts references to tables that SQL created in the app', async () => {
    const { id } = (await callFunction('POST', 'apps', { name: 'Validated' })).body['app'] as { id: number };
    await callPlatform('exec_sql', { app_id: id, sql: `create table app_${id}_imported (id uuid primary key)` });
    const tables = [{ name: 'parts', columns: [{ name: 'a_id', type: 'uuid', references: { table: 'imported' } }] }];
    expect((await callFunction('POST', 'apps/validate', { app_id: id, tables })).body).toEqual({ problems: [] });
    expect((await callFunction('POST', 'apps/validate', { tables })).body['problems']).toMatchObject([
      { reason: 'unknown_table' },
    ]);
    expect(await callFunction('POST', 'apps/validate', { app_id: 9_999_999_998, tables })).toMatchObject({
      status: 404,
      body: { error: { code: 'app_not_found' } },
    });
  });

  it('is refused without the secret key', async () => {
    const { status } = await callFunction('POST', 'apps/validate', { tables: [] }, {
      apikey: project().keys.publishableKey,
    });
    expect(status).toBe(401);
  });
});

describe('the lifecycle of an app', () => {
  it('creates and drops a table, then suspends, resumes, deletes and purges the app', async () => {
    const { id } = (await callFunction('POST', 'apps', { name: 'Life' })).body['app'] as { id: number };
    expect((await callFunction('POST', `apps/${id}/tables`, { name: 'notes', columns })).status).toBe(201);
    const again = await callFunction('POST', `apps/${id}/tables`, { name: 'notes', columns });
    expect(again).toMatchObject({ status: 409, body: { error: { code: 'table_exists' } } });
    const described = await callFunction('GET', `apps/${id}/tables/notes`);
    expect(described.body['table']).toMatchObject({ full_name: `app_${id}_notes`, columns });
    expect((await callFunction('DELETE', `apps/${id}/tables/notes`)).status).toBe(200);

    expect((await callFunction('POST', `apps/${id}/suspend`, { reason: 'late' })).body['app']).toMatchObject({
      status: 'suspended',
    });
    expect((await callFunction('POST', `apps/${id}/resume`, {})).body['app']).toMatchObject({ status: 'active' });
    expect((await callFunction('DELETE', `apps/${id}?purge=true`)).status).toBe(200);
    expect(await callFunction('GET', `apps/${id}`)).toMatchObject({
      status: 404,
      body: { error: { code: 'app_not_found' } },
    });
  });
});

describe('the schema of an app', () => {
  it('is planned, applied and rolled back, and a dropped column is restored', async () => {
    const { id } = (await callFunction('POST', 'apps', { name: 'Schema', tables: [{ name: 'notes', columns }] }))
      .body['app'] as { id: number };
    const spec = { tables: [{ name: 'pages', renamed_from: 'notes', columns: [{ name: 'body', type: 'text' }] }] };
    const plan = await callFunction('POST', `apps/${id}/schema/plan`, { spec });
    expect(plan).toMatchObject({ status: 200, body: { destructive: true, drift: [], untouched: [] } });
    const refused = await callFunction('POST', `apps/${id}/schema`, { spec });
    expect(refused).toMatchObject({ status: 409, body: { error: { code: 'destructive_change' } } });
    const outdated = await callFunction('POST', `apps/${id}/schema`, {
      spec,
      expected_fingerprint: 'other',
      allow_destructive: true,
    });
    expect(outdated).toMatchObject({ status: 409, body: { error: { code: 'plan_outdated' } } });
    const applied = await callFunction('POST', `apps/${id}/schema`, {
      spec,
      expected_fingerprint: plan.body['fingerprint'],
      allow_destructive: true,
    });
    expect(applied).toMatchObject({ status: 200, body: { schema_change: { kind: 'apply_schema', version: 2 } } });
    expect((await callFunction('GET', `apps/${id}/schema`)).body['tables']).toMatchObject([{
      name: 'pages',
      columns: [{ name: 'body' }],
    }]);

    const [dropped] = (await callFunction('GET', `apps/${id}/dropped`)).body['dropped'] as { id: number }[];
    expect(await callFunction('POST', `apps/${id}/dropped/${dropped?.id}/restore`)).toMatchObject({ status: 200 });
    expect(
      (await callFunction('PUT', `apps/${id}/tables/pages?allow_destructive=true`, {
        columns: [{ name: 'body', type: 'text' }],
      })).status,
    ).toBe(200);
    expect((await callFunction('POST', `apps/${id}/schema/rollback`, {})).body['schema_change']).toMatchObject({
      kind: 'rollback',
    });
    const { schema_changes: changes } = (await callFunction('GET', `apps/${id}/schema/changes`)).body as {
      schema_changes: { kind: string }[];
    };
    expect(changes.map(({ kind }) => kind)).toEqual([
      'rollback',
      'alter_table',
      'restore_dropped',
      'apply_schema',
      'create_app',
    ]);
    expect(await callPlatform('verify_app', { app_id: id })).toEqual([]);
  });

  it('is not planned for an invalid spec, whose problems are all returned', async () => {
    const { id } = (await callFunction('POST', 'apps', { name: 'Planned' })).body['app'] as { id: number };
    const { status, body } = await callFunction('POST', `apps/${id}/schema/plan`, {
      spec: { tables: [{ name: 'Bad', columns: [{ name: 'a', type: 'money' }] }] },
    });
    expect(status).toBe(400);
    expect(body['error']).toMatchObject({
      code: 'unknown_type',
      path: 'tables[0].columns[0].type',
      problems: [{ path: 'tables[0].columns[0].type' }, { path: 'tables[0].name' }],
    });
  });
});
