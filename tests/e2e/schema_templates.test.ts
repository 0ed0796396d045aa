import { describe, expect, it } from 'vitest';
import { newApp, tablesOf } from '../support/apps.ts';
import { callFunction } from '../support/functions.ts';
import { callPlatform } from '../support/project.ts';

describe('on a shard without a model, templates', () => {
  it('are offered instead of generated schemas', async () => {
    const { status, body } = await callFunction('POST', 'schema-generate', { prompt: 'A todo list' });
    expect(status).toBe(501);
    expect(body['error']).toMatchObject({ code: 'ai_not_configured' });
    const listed = await callFunction('GET', 'schema-generate/templates');
    expect(body['templates']).toEqual(listed.body['templates']);
  });

  it('are planned and applied, but do not replace the tables of another template', async () => {
    const id = await newApp();
    const planned = await callFunction('POST', 'schema-generate/templates/blog', { app_id: id });
    expect(planned.status).toBe(200);
    expect(await tablesOf(id)).toEqual([]);
    const applied = await callFunction('POST', 'schema-generate/templates/blog', { app_id: id, apply: true });
    expect(applied.status).toBe(200);
    expect(await tablesOf(id)).toEqual(['categories', 'comments', 'drafts', 'posts']);
    expect(await callPlatform('verify_app', { app_id: id })).toEqual([]);
    const again = await callFunction('POST', 'schema-generate/templates/blog', { app_id: id, apply: true });
    expect(again.body).toMatchObject({ plan: { operations: [] }, applied: { schema_change: null } });
    const other = await callFunction('POST', 'schema-generate/templates/chat', { app_id: id, apply: true });
    expect(other.status).toBe(409);
    expect(other.body['error']).toMatchObject({ code: 'destructive_change' });
  });
});
