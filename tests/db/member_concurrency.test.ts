import { randomUUID } from 'node:crypto';
import type postgres from 'postgres';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Outcome, outcomeOf, type Shard, startShard, tally } from './shard.ts';

// Many sessions change the members of an app at the same time: users join and leave, accounts are changed and deleted.

const parallel = 20;

let shard: Shard;
let sessions: postgres.Sql[];
beforeAll(async () => {
  shard = await startShard();
  sessions = await shard.sessions(2 * parallel);
});
afterAll(() => shard.remove());

afterEach(async () => {
  expect(await shard.findings()).toEqual([]);
});

async function newApp(signup = 'open'): Promise<string> {
  const [app] = await shard.sql<{ id: string }[]>`
    select platform.create_app('Members', signup => ${signup}, tables => ${
    shard.sql.json([{ name: 'todos', columns: [{ name: 'text', type: 'text' }] }])
  }) ->> 'id' as id`;
  return app?.id ?? '';
}

/** Creates an account as Auth does, with the app that the user wants to join. */
function signUp(sql: postgres.Sql, userId: string, appId?: string) {
  const wish = sql.json(appId === undefined ? {} : { app_id: appId });
  return sql<{ answer: string }[]>`
    insert into auth.users (id, email, raw_user_meta_data, raw_app_meta_data, email_confirmed_at, created_at, updated_at)
    values (${userId}, ${`${userId}@example.com`}, ${wish}, '{}', now(), now(), now())
    returning id as answer`;
}

/** Invites the address of a user as an admin of an app, and returns the secret. */
async function invite(appId: string, userId: string): Promise<string> {
  const [row] = await shard.sql<{ invitation: string }[]>`
    select platform.invite_member(${appId}, ${`${userId}@example.com`}, 'admin') ->> 'invitation' as invitation`;
  return row?.invitation ?? '';
}

/** Calls a function of public as the Data API does for a signed-in user. */
function asUser(sql: postgres.Sql, userId: string, name: 'join_app' | 'leave_app', ...args: string[]) {
  return sql.begin(async (transaction) => {
    await transaction`select set_config('request.jwt.claims', ${
      JSON.stringify({ sub: userId, role: 'authenticated' })
    }, true), set_config('role', 'authenticated', true)`;
    return transaction.unsafe<{ answer: unknown }[]>(
      `select public.${name}(${args.map((_, index) => `$${index + 1}`).join(', ')}) as answer`,
      args,
    );
  }) as Promise<{ answer: unknown }[]>;
}

function atOnce<Answer>(
  count: number,
  call: (sql: postgres.Sql, index: number) => PromiseLike<readonly { answer: Answer }[]>,
): Promise<Outcome<Answer>[]> {
  return Promise.all(sessions.slice(0, count).map((sql, index) => outcomeOf(call(sql, index))));
}

async function members(appId: string): Promise<{ members: number; profiles: number }> {
  const [counts] = await shard.sql<{ members: number; profiles: number }[]>`
    select (select count(*)::integer from platform.app_members where app_id = ${appId}) as members,
      (select count(*)::integer from ${shard.sql(`app_${appId}_users`)}) as profiles`;
  return counts ?? { members: -1, profiles: -1 };
}

describe('one user on many connections', () => {
  it.each(['open', 'invite'])('joins an app with signup %s exactly once', async (signup) => {
    const [appId, userId] = [await newApp(signup), randomUUID()];
    await signUp(shard.sql, userId);
    const invitation = await invite(appId, userId);
    const outcomes = await atOnce(parallel, (sql) => asUser(sql, userId, 'join_app', appId, invitation));
    expect(tally(outcomes)).toEqual({ answered: parallel });
    expect(outcomes.map(({ answer }) => answer)).toEqual(
      Array.from({ length: parallel }, () => expect.objectContaining({ role: 'admin', status: 'active' })),
    );
    expect(await members(appId)).toEqual({ members: 1, profiles: 1 });
  });

  it('joins and leaves, and in the end has both a membership and a profile or neither', async () => {
    const [appId, userId] = [await newApp(), randomUUID()];
    await signUp(shard.sql, userId);
    const outcomes = await atOnce(
      2 * parallel,
      (sql, index) => asUser(sql, userId, index % 2 === 0 ? 'join_app' : 'leave_app', appId),
    );
    expect(tally(outcomes)).toEqual({ answered: 2 * parallel });
    const counts = await members(appId);
    expect(counts.profiles).toBe(counts.members);
  });
});

it('of two owners who leave at the same time, one stays', async () => {
  for (let round = 0; round < 5; round++) {
    const [appId, ...userIds] = [await newApp(), randomUUID(), randomUUID(), randomUUID()] as [
      string,
      string,
      string,
      string,
    ];
    for (const userId of userIds) await signUp(shard.sql, userId, appId);
    for (const userId of userIds.slice(0, 2)) {
      await shard.sql`select platform.update_member(${appId}, ${userId}, role => 'owner')`;
    }
    const outcomes = await atOnce(2, (sql, index) => asUser(sql, userIds[index] ?? '', 'leave_app', appId));
    expect(tally(outcomes)).toEqual({ answered: 1, 'PT409 last_owner': 1 });
  }
});

// MEM-6: otherwise the end of the membership could delete the profile before the addition looks for it.
it('the end of a membership waits for a call that adds the same member again', async () => {
  const [appId, userId] = [await newApp(), randomUUID()];
  await signUp(shard.sql, userId, appId);
  const [first, second] = sessions as [postgres.Sql, postgres.Sql];
  const removal = await first.begin(async (transaction) => {
    await transaction`select platform.add_member(${appId}, ${userId})`;
    const removal = outcomeOf(
      second<{ answer: unknown }[]>`select platform.remove_member(${appId}, ${userId}) as answer`,
    );
    await untilWaiting();
    return { removal };
  });
  expect((await removal.removal).error).toBeUndefined();
  expect(await members(appId)).toEqual({ members: 0, profiles: 0 });
});

it('many users sign up for one app at the same time', async () => {
  const appId = await newApp();
  const outcomes = await atOnce(2 * parallel, (sql) => signUp(sql, randomUUID(), appId));
  expect(tally(outcomes)).toEqual({ answered: 2 * parallel });
  expect(await members(appId)).toEqual({ members: 2 * parallel, profiles: 2 * parallel });
});

it('users who sign up while the app is deleted and purged become members or are refused', async () => {
  const appId = await newApp();
  const outcomes = await atOnce(
    parallel,
    (sql, index) =>
      index === 10
        ? sql<{ answer: unknown }[]>`select platform.delete_app(${appId}) as answer`
        : index === 11
        ? untilDeleted(() => sql<{ answer: unknown }[]>`select platform.purge_app(${appId}) as answer`)
        : signUp(sql, randomUUID(), appId),
  );
  const allowed = ['answered', 'PT404 app_not_found', 'PT409 app_not_active'];
  expect(allowed).toEqual(expect.arrayContaining(Object.keys(tally(outcomes))));
});

it('an invitation that is replaced while its address joins admits by one secret at most', async () => {
  const [appId, userId] = [await newApp('invite'), randomUUID()];
  await signUp(shard.sql, userId);
  const invitation = await invite(appId, userId);
  const outcomes = await atOnce<unknown>(
    parallel,
    (sql, index) =>
      index % 2 === 0 ? asUser(sql, userId, 'join_app', appId, invitation) : sql<{ answer: unknown }[]>`
          select platform.invite_member(${appId}, ${`${userId}@example.com`}, 'member') ->> 'role' as answer`,
  );
  const counts = await members(appId);
  expect(Object.keys(tally(outcomes)).filter((outcome) => outcome !== 'answered')).toEqual(
    counts.members === 0 ? ['PT403 invitation_required'] : [],
  );
  expect(counts.profiles).toBe(counts.members);
});

describe('while an app is purged', () => {
  // Several rounds, because it is random how far the purge has come when the other calls start.
  it.each([1, 2, 3, 4, 5])('its users delete their accounts and change their addresses (round %i)', async () => {
    const appId = await newApp();
    const userIds = Array.from({ length: parallel + 1 }, () => randomUUID());
    for (const userId of userIds) await signUp(shard.sql, userId, appId);
    await shard.sql`select platform.delete_app(${appId})`;
    const outcomes = await atOnce(
      parallel + 1,
      (sql, index) =>
        index === parallel / 2
          ? sql<{ answer: unknown }[]>`select platform.purge_app(${appId}) as answer`
          : index % 2 === 0
          ? sql<{ answer: unknown }[]>`delete from auth.users where id = ${userIds[index] ?? ''} returning id as answer`
          : sql<{ answer: unknown }[]>`
          update auth.users set email = 'new.' || email where id = ${userIds[index] ?? ''} returning id as answer`,
    );
    expect(tally(outcomes)).toEqual({ answered: parallel + 1 });
  });

  it('a change of an address waits for the purge and succeeds', async () => {
    const [appId, userId] = [await newApp(), randomUUID()];
    await signUp(shard.sql, userId, appId);
    await shard.sql`select platform.delete_app(${appId})`;
    const [purger, auth] = sessions as [postgres.Sql, postgres.Sql];
    const changed = await purger.begin(async (transaction) => {
      await transaction`select platform.purge_app(${appId})`;
      const change = outcomeOf(auth<{ answer: unknown }[]>`
        update auth.users set email = 'new@example.com' where id = ${userId} returning id as answer`);
      await untilWaiting();
      return { change };
    });
    expect((await changed.change).error).toBeUndefined();
  });
});

/** Repeats a call until the app is deleted. */
async function untilDeleted<Answer>(call: () => PromiseLike<readonly { answer: Answer }[]>) {
  for (;;) {
    try {
      return await call();
    } catch (error) {
      if ((error as { detail?: string }).detail !== 'app_not_deleted') throw error;
    }
  }
}

/** Waits until a session waits for the lock of another. */
async function untilWaiting(): Promise<void> {
  for (let attempt = 0; attempt < 500; attempt++) {
    const waiting = await shard.sql`select from pg_locks where not granted`;
    if (waiting.length > 0) return;
  }
  throw new Error('Timed out: no session waits for a lock');
}
