import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Functions, startFunctions } from '../../scripts/stack/functions.ts';
import { newApp, tablesOf } from '../support/apps.ts';
import type { Answer } from '../support/functions.ts';
import { callPlatform, project, secretClient, type SignedUp, signUp } from '../support/project.ts';
import { type ScriptedModel, startScriptedModel } from '../support/scripted_model.ts';

// Generates schemas from sentences on the real path: HTTP, the function in Deno, a provider on another port, the database.

let model: ScriptedModel;
let functions: Functions;
const logFile = join(tmpdir(), `appshard-functions-${randomUUID()}.log`);
beforeAll(async () => {
  model = await startScriptedModel();
  functions = await startFunctions({
    projectUrl: project().url,
    databaseUrl: project().databaseUrls.postgres,
    keys: project().keys,
    logFile,
    environment: { AI_BASE_URL: model.baseUrl, AI_API_KEY: 'key', AI_MODEL: 'scripted', ...PRICES },
  });
});
afterAll(async () => {
  await functions.stop();
  await model.stop();
  rmSync(logFile, { force: true });
});

const PATIENTLY = { timeout: 10_000 };
const TITLE = { name: 'title', type: 'text', required: true };
const TODOS = { name: 'todos', scope: 'shared', columns: [TITLE, { name: 'done', type: 'boolean', default: false }] };
const PRICES = { AI_PRICE_PROMPT: '1', AI_PRICE_COMPLETION: '10' };
const COST = (100 * 1 + 20 * 10) / 1_000_000;

function post(body: object, headers: Record<string, string> = {}, signal?: AbortSignal): Promise<Response> {
  return fetch(`${functions.origin}/functions/v1/schema-generate`, {
    method: 'POST',
    headers: { apikey: project().keys.secretKey, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
    ...(signal !== undefined && { signal }),
  });
}

async function generate(body: object): Promise<Answer> {
  const response = await post(body);
  return { status: response.status, body: await response.json() as Record<string, unknown> };
}

/** Adds a row as a new member, as soon as the Data API serves the table. */
async function addTodo(id: number, title: string): Promise<SignedUp> {
  const member = await signUp(id);
  await expect.poll(async () => (await member.client.from(`app_${id}_todos`).insert({ title })).error, PATIENTLY)
    .toBeNull();
  return member;
}

async function recorded(id: number): Promise<unknown[]> {
  const { data, error } = await secretClient().schema('platform').from('ai_usage')
    .select('model, prompt_tokens, completion_tokens, cost_usd, outcome, attempts').eq('app_id', id).order('id');
  if (error !== null) throw error;
  return data;
}

describe('POST /schema-generate', () => {
  it('generates a schema before an app exists', async () => {
    model.says({ explanation: 'Todos.', tables: [TODOS] });
    const { status, body } = await generate({ prompt: 'A todo list' });
    expect(status).toBe(200);
    expect(body).toMatchObject({ spec: { tables: [TODOS] }, explanation: 'Todos.', attempts: 1 });
    expect(body['usage']).toEqual({ prompt_tokens: 100, completion_tokens: 20, total_tokens: 120, cost_usd: COST });
    expect(body).not.toHaveProperty('plan');
  });

  it('has an invalid answer corrected, plans without changing anything, and then applies', async () => {
    const id = await newApp();
    model.says({ tables: [{ ...TODOS, columns: [{ name: 'title', type: 'varchar(200)' }] }] }, {
      explanation: 'Todos.',
      tables: [TODOS],
    });
    const planned = await generate({ app_id: id, prompt: 'A todo list' });
    expect(planned.status).toBe(200);
    expect(planned.body).toMatchObject({
      attempts: 2,
      plan: { destructive: false, operations: [{ op: 'create_table', table: 'todos' }] },
    });
    expect(model.asked[1]?.at(-1)?.content).toContain('tables[0].columns[0].type');
    expect(await tablesOf(id)).toEqual([]);

    model.says({ explanation: 'Todos.', tables: [TODOS] });
    const { status, body } = await generate({ app_id: id, prompt: 'A todo list', apply: true });
    expect(status).toBe(200);
    expect(body['applied']).toMatchObject({ schema_change: { app_id: id }, dry_run: false });
    expect(await tablesOf(id)).toEqual(['todos']);
    expect(await callPlatform('verify_app', { app_id: id })).toEqual([]);
    const entry = { model: 'scripted', prompt_tokens: 100, completion_tokens: 20, cost_usd: COST, attempts: 1 };
    expect(await recorded(id)).toEqual([
      { ...entry, prompt_tokens: 200, completion_tokens: 40, cost_usd: 2 * COST, attempts: 2, outcome: 'planned' },
      { ...entry, outcome: 'applied' },
    ]);
  });

  it('keeps the rows when a refinement renames the table and a column', async () => {
    const id = await newApp([TODOS]);
    const { client } = await addTodo(id, 'Buy milk');
    model.says({
      explanation: 'Todos are tasks now, with a due date.',
      tables: [{
        name: 'tasks',
        renamed_from: 'todos',
        scope: 'shared',
        columns: [
          { ...TITLE, name: 'name', renamed_from: 'title' },
          { name: 'done', type: 'boolean', default: false },
          { name: 'due_on', type: 'date' },
        ],
      }],
    });
    const messages = [{ role: 'user', content: 'A todo list' }, { role: 'assistant', content: 'Todos.' }];
    const { status, body } = await generate({ app_id: id, prompt: 'Call them tasks', messages, apply: true });
    expect(body['error']).toBeUndefined();
    expect(status).toBe(200);
    expect(body['plan']).toMatchObject({ destructive: false });
    const tasks = async () => (await client.from(`app_${id}_tasks`).select('name, done, due_on')).data;
    await expect.poll(tasks, PATIENTLY).toEqual([{ name: 'Buy milk', done: false, due_on: null }]);
    expect(model.asked[0]?.[1]?.content).toContain('"name":"todos"');
  });

  it('renames enum values in the form that a strict answer uses', async () => {
    const state = { name: 'state', type: 'enum', values: ['open', 'done'], default: 'open', required: true };
    const id = await newApp([{ ...TODOS, columns: [TITLE, state] }]);
    const { client } = await addTodo(id, 'Buy milk');
    const renamed = {
      ...state,
      values: ['todo', 'done'],
      default: 'todo',
      renamed_values: [{ from: 'open', to: 'todo' }],
    };
    model.says({ explanation: '', tables: [{ ...TODOS, renamed_from: null, columns: [TITLE, renamed] }] });
    const { body } = await generate({ app_id: id, prompt: 'Open todos are called todo', apply: true });
    expect(body['error']).toBeUndefined();
    expect((await client.from(`app_${id}_todos`).select('state')).data).toEqual([{ state: 'todo' }]);
  });

  it('does not drop a table that was created while the model was writing', async () => {
    const id = await newApp([TODOS]);
    let answer: (said: object) => void = () => {};
    model.says(new Promise((resolve) => (answer = resolve)));
    const generated = generate({ app_id: id, prompt: 'The same', apply: true, allow_destructive: true });
    await expect.poll(() => model.asked.length, PATIENTLY).toBe(1);
    await callPlatform('create_table', { app_id: id, spec: { name: 'notes', columns: [TITLE] } });
    answer({ explanation: '', tables: [TODOS] });
    const { status, body } = await generated;
    expect(status).toBe(409);
    expect(body['error']).toMatchObject({ code: 'plan_outdated' });
    expect(await tablesOf(id)).toEqual(['notes', 'todos']);
  });

  it('applies only one of two requests that started from the same tables', async () => {
    const id = await newApp([TODOS]);
    const answers: ((said: object) => void)[] = [];
    model.says(...['notes', 'lists'].map(() => new Promise<object>((resolve) => answers.push(resolve))));
    const requests = [1, 2].map(() =>
      generate({ app_id: id, prompt: 'Another', apply: true, allow_destructive: true })
    );
    await expect.poll(() => model.asked.length, PATIENTLY).toBe(2);
    answers.forEach((answer, index) =>
      answer({ explanation: '', tables: [{ name: ['notes', 'lists'][index], columns: [TITLE] }] })
    );
    const outcomes = await Promise.all(requests);
    expect(outcomes.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(outcomes.find(({ status }) => status === 409)?.body['error']).toMatchObject({ code: 'plan_outdated' });
    const winner = outcomes.find(({ status }) => status === 200)?.body['spec'] as { tables: { name: string }[] };
    expect(await tablesOf(id)).toEqual(winner.tables.map(({ name }) => name));
    expect(await callPlatform('verify_app', { app_id: id })).toEqual([]);
  });

  it('drops nothing unless that is allowed, and returns the plan that it did not carry out', async () => {
    const id = await newApp([TODOS]);
    const said = { explanation: 'Notes.', tables: [{ name: 'notes', columns: [TITLE] }] };
    model.says(said);
    const refused = await generate({ app_id: id, prompt: 'Notes instead', apply: true });
    expect(refused.status).toBe(409);
    expect(refused.body).toMatchObject({ error: { code: 'destructive_change' }, plan: { destructive: true } });
    expect(await tablesOf(id)).toEqual(['todos']);
    model.says(said);
    const allowed = await generate({ app_id: id, prompt: 'Notes instead', apply: true, allow_destructive: true });
    expect(allowed.status).toBe(200);
    expect(await tablesOf(id)).toEqual(['notes']);
    expect(await recorded(id)).toMatchObject([{ outcome: 'destructive_change' }, { outcome: 'applied' }]);
  });

  it('has a cast that fails for existing rows corrected, without showing the model any row', async () => {
    const id = await newApp([TODOS]);
    const { client } = await addTodo(id, 'a secret of somebody');
    const asInteger = { ...TODOS, columns: [{ ...TITLE, type: 'integer' }, TODOS.columns[1]] };
    model.says({ explanation: '', tables: [asInteger] }, { explanation: '', tables: [TODOS] });
    const { status, body } = await generate({ app_id: id, prompt: 'Titles are numbers', apply: true });
    expect([status, body['attempts']]).toEqual([200, 2]);
    expect(model.asked[1]?.at(-1)?.content).toContain('cast_failed');
    expect(JSON.stringify(model.asked)).not.toContain('a secret of somebody');
    expect((await client.from(`app_${id}_todos`).select('title')).data).toEqual([{ title: 'a secret of somebody' }]);
  });

  it('changes nothing if the model never returns a valid schema, and runs none of its strings as SQL', async () => {
    const id = await newApp([TODOS]);
    const injection = "x'); drop table platform.apps; --";
    const evil = { explanation: '', tables: [{ name: 'todos', columns: [{ name: injection, type: 'text' }] }] };
    model.says(evil, evil, evil, evil, evil);
    const refused = await generate({ app_id: id, prompt: injection, apply: true, allow_destructive: true });
    expect(refused.status).toBe(422);
    expect(refused.body).toMatchObject({ error: { code: 'ai_no_valid_schema' }, attempts: 4 });
    expect(await tablesOf(id)).toEqual(['todos']);

    const state = { name: 'state', type: 'enum', values: [injection], default: injection, description: injection };
    model.says({ explanation: '', tables: [{ ...TODOS, description: injection, columns: [...TODOS.columns, state] }] });
    expect((await generate({ app_id: id, prompt: injection, apply: true })).status).toBe(200);
    const table = await callPlatform('describe_table', { app_id: id, name: 'todos' });
    expect(table).toMatchObject({
      description: injection,
      columns: [{}, {}, { values: [injection], default: injection }],
    });
    expect(await callPlatform('verify_app', { app_id: id })).toEqual([]);
  });

  it('stops when the budget of the app is exhausted', async () => {
    const id = await newApp();
    await callPlatform('record_ai_usage', {
      app_id: id,
      model: 'm',
      prompt_tokens: 500_000,
      completion_tokens: 0,
      outcome: 'planned',
      attempts: 1,
    });
    model.says({ explanation: '', tables: [TODOS] });
    const { status, body } = await generate({ app_id: id, prompt: 'A todo list' });
    expect(status).toBe(429);
    expect(body['error']).toMatchObject({ code: 'ai_budget_exhausted' });
    expect(model.asked).toEqual([]);
  });

  it('streams its progress as server-sent events', async () => {
    const id = await newApp();
    model.says(500, { explanation: 'Todos.', tables: [TODOS] });
    const response = await post({ app_id: id, prompt: 'A todo list', apply: true }, { accept: 'text/event-stream' });
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    const events = [...(await response.text()).matchAll(/^event: (.*)\ndata: (.*)$/gm)];
    expect(events.map(([, event]) => event)).toEqual([
      ...['progress', 'progress', 'spec', 'progress', 'plan', 'progress', 'result'],
    ]);
    expect(JSON.parse(events.at(-1)?.[2] ?? '')).toMatchObject({ applied: { schema_change: { app_id: id } } });
    expect(await tablesOf(id)).toEqual(['todos']);
  });

  it.each([true, false])('applies nothing if the caller disconnects, and records that (stream: %s)', async (stream) => {
    const id = await newApp();
    let answer: (said: object) => void = () => {};
    model.says(new Promise((resolve) => (answer = resolve)));
    const caller = new AbortController();
    const request = post({ app_id: id, prompt: 'A todo list', apply: true, stream }, {}, caller.signal)
      .then((response) => response.text());
    await expect.poll(() => model.asked.length, PATIENTLY).toBe(1);
    caller.abort();
    await expect(request).rejects.toThrow();
    await expect.poll(() => recorded(id), PATIENTLY).toMatchObject([{
      outcome: 'caller_gone',
      completion_tokens: 0,
      attempts: 1,
    }]);
    answer({ explanation: '', tables: [TODOS] });
    expect(await tablesOf(id)).toEqual([]);
  });

  it('accepts only the secret key', async () => {
    for (const apikey of [project().keys.publishableKey, '']) {
      expect((await post({ prompt: 'x' }, { apikey })).status).toBe(401);
    }
  });
});
