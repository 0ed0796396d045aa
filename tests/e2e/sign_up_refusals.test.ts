import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { anonClient, callPlatform, secretClient } from '../support/project.ts';

// A refused sign-up tells supabase-js its status and a message that begins with the reason. The hook before_user_created does it:
// hosted Auth hides the words of the trigger that refuses the account all the same.

async function refusal(data: Record<string, unknown>) {
  const email = `new.${randomUUID()}@example.com`;
  const { data: created, error } = await anonClient().auth.signUp({ email, password: randomUUID(), options: { data } });
  expect(created.user).toBeNull();
  return { status: error?.status, code: error?.code, reason: /^([a-z_]+): Cannot /.exec(error?.message ?? '')?.[1] };
}

describe('a sign-up is refused with its reason', () => {
  it.each([['abc'], ['057'], [''], [-1], [57.5], [true], [['57']], [{ id: 57 }], ['57; drop table x'], [
    '99999999999',
  ]])(
    'for the app id %j, which is malformed',
    async (appId) => {
      expect(await refusal({ app_id: appId })).toEqual({ status: 400, code: 'unknown', reason: 'invalid_argument' });
    },
  );

  it('for an app that does not exist', async () => {
    expect(await refusal({ app_id: 9_999_999_999 })).toEqual({ status: 404, code: 'unknown', reason: 'app_not_found' });
  });

  it('for an app that is closed or wants an invitation, and not for one that is open', async () => {
    const { id } = await callPlatform<{ id: number }>('create_app', { name: 'Closed', signup: 'closed' });
    expect(await refusal({ app_id: id })).toEqual({ status: 403, code: 'unknown', reason: 'signup_closed' });
    await callPlatform('update_app', { app_id: id, signup: 'invite' });
    expect(await refusal({ app_id: id })).toEqual({ status: 403, code: 'unknown', reason: 'invitation_required' });
    await callPlatform('update_app', { app_id: id, signup: 'open' });
    const email = `new.${randomUUID()}@example.com`;
    const { error } = await anonClient().auth.signUp({
      email,
      password: randomUUID(),
      options: { data: { app_id: id } },
    });
    expect(error).toBeNull();
  });
});

it('an address with an account is told so, whatever the app', async () => {
  const email = `known.${randomUUID()}@example.com`;
  await anonClient().auth.signUp({ email, password: randomUUID() });
  const { error } = await anonClient().auth.signUp({
    email,
    password: randomUUID(),
    options: { data: { app_id: 'abc' } },
  });
  expect(error?.code).toBe('user_already_exists');
});

it('of parallel sign-ups with one address one succeeds, and the others are told that it has an account', async () => {
  const email = `parallel.${randomUUID()}@example.com`;
  const answers = await Promise.all(
    Array.from({ length: 6 }, () => anonClient().auth.signUp({ email, password: randomUUID() })),
  );
  const refused = answers.flatMap(({ error }) => error === null ? [] : [{ status: error.status, code: error.code }]);
  expect(refused).toEqual(Array(5).fill({ status: 422, code: 'user_already_exists' }));
});

it('the hook is not called over the Data API', async () => {
  for (const client of [anonClient(), secretClient()]) {
    expect((await client.schema('access').rpc('before_user_created', { event: {} })).error?.code).toBe('PGRST106');
  }
});
