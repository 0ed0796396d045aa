import { expect, it } from 'vitest';
import { untilServed } from '../../scripts/stack/client.ts';
import { callFunction } from '../support/functions.ts';
import { anonClient, callPlatform, signUp } from '../support/project.ts';

// SQL-16 over HTTP: a policy that reads its own table is refused, and what the hint says works.

it('a policy that looks up the role in its own table is refused, and one that reads a table of own rows serves', async () => {
  const { id } = await callPlatform<{ id: number }>('create_app', { name: 'Crew' });
  const alice = await signUp(id, 'alice');
  const [crew, menus, roles] = [`app_${id}_crew`, `app_${id}_menus`, `app_${id}_roles`];
  const run = (sql: string) => callFunction('POST', 'sql', { app_id: id, sql });
  const tables =
    `create table ${crew} (id uuid primary key default gen_random_uuid(), user_id uuid not null default auth.uid()
      references auth.users, kind text not null);
    create policy "own" on ${crew} for select using (user_id = auth.uid());
    create table ${menus} (id uuid primary key default gen_random_uuid(), title text);`;
  const chiefs = (table: string) =>
    [crew, menus].map((name) =>
      `create policy "chiefs" on ${name} for all
        using (exists (select 1 from ${table} c where c.user_id = auth.uid() and c.kind = 'chief'));`
    ).join('');

  const refused = await run(tables + chiefs(crew));
  expect(refused.status).toBe(403);
  expect(refused.body['error']).toMatchObject({
    code: 'policy_recurses',
    message: expect.stringContaining(crew),
    hint: expect.stringContaining('user_id = auth.uid()'),
  });
  expect((await callPlatform<{ tables: object }>('get_app', { app_id: id })).tables).not.toHaveProperty('crew');

  const accepted = await run(`${tables}
    create table ${roles} (user_id uuid primary key default auth.uid() references auth.users on delete cascade, kind text not null);
    create policy "own" on ${roles} for select using (user_id = auth.uid());
    ${chiefs(roles)}
    insert into ${roles} values ('${alice.userId}', 'chief');`);
  expect(accepted.status).toBe(200);
  await untilServed(anonClient(), menus);
  expect((await alice.client.from(crew).insert({ kind: 'cook' }).select('kind')).data).toEqual([{ kind: 'cook' }]);
  expect((await alice.client.from(menus).insert({ title: 'Soup' }).select('title')).data).toEqual([{ title: 'Soup' }]);
  const stranger = await signUp(id, 'bob');
  expect((await stranger.client.from(menus).select()).data).toEqual([]);
  expect((await stranger.client.from(menus).insert({ title: 'Salt' })).error?.code).toBe('42501');
  expect((await stranger.client.from(roles).insert({ kind: 'chief' })).error?.code).toBe('42501');
});
