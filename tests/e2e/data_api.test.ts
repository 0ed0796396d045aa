import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readFingerprint } from '../../scripts/schema_check/fingerprint.ts';
import { untilServed } from '../../scripts/stack/client.ts';
import { connect } from '../../scripts/stack/connect.ts';
import { anonClient, clientWithToken, mintToken, project, secretClient, signUp } from '../support/project.ts';

// API-2, ISO-11, GRANT-4: the behaviour that the local Data API must share with a hosted one. Otherwise tests would pass here and
// apps would fail there.

const admin = connect(project().databaseUrls.supabaseAdmin);

beforeAll(async () => {
  await admin.unsafe(`
    create function public.probe_settings() returns jsonb language sql volatile set search_path = '' as $$
      select jsonb_build_object(
        'role', current_user,
        'session', session_user,
        'timeout', pg_catalog.current_setting('statement_timeout'),
        'lock_timeout', pg_catalog.current_setting('lock_timeout'),
        'read_only', pg_catalog.current_setting('transaction_read_only'),
        'claims', pg_catalog.current_setting('request.jwt.claims')::jsonb,
        'method', pg_catalog.current_setting('request.method'),
        'path', pg_catalog.current_setting('request.path'),
        'twice', pg_catalog.current_setting('request.headers')::json ->> 'x-twice',
        'cookie_header', pg_catalog.current_setting('request.headers')::json ->> 'cookie',
        'cookies', pg_catalog.current_setting('request.cookies')::json)
    $$;
    create function public.probe_path() returns text language sql volatile as $$ select current_setting('search_path') $$;
    create function public.probe_timeout() returns text language sql volatile set statement_timeout = '77s' as $$
      select current_setting('statement_timeout')
    $$;
    create function public.probe_json(value jsonb) returns jsonb language sql immutable as $$
      select jsonb_build_object('type', jsonb_typeof(value), 'value', value)
    $$;
    create function public.probe_error(code text) returns void language plpgsql as $$
    begin
      raise exception 'Refused' using errcode = code, detail = 'a_reason', hint = 'A hint';
    end $$;
    create table public.probe_documents (id int primary key, body jsonb, labels text[], check (id > 0));
    grant select, insert on public.probe_documents to service_role`);
  await untilServed(secretClient(), 'probe_documents');
});

afterAll(async () => {
  await admin.unsafe(`
    drop table public.probe_documents;
    drop function public.probe_settings(), public.probe_path(), public.probe_timeout(),
      public.probe_json(jsonb), public.probe_error(text)`);
  await admin.end();
});

describe('a request', () => {
  it('runs as anon in a session of authenticator, with the statement timeout of anon', async () => {
    const { data } = await anonClient().rpc('probe_settings');
    expect(data).toMatchObject({
      role: 'anon',
      session: 'authenticator',
      timeout: '3s',
      lock_timeout: '8s',
      read_only: 'off',
      claims: { role: 'anon' },
      method: 'POST',
      path: '/rpc/probe_settings',
    });
  });

  it('runs as authenticated with the claims of its token', async () => {
    const { client, userId } = await signUp();
    const { data } = await client.rpc('probe_settings');
    expect(data).toMatchObject({ role: 'authenticated', timeout: '8s', claims: { sub: userId } });
  });

  it('runs as service_role with the secret key', async () => {
    const { data } = await secretClient().rpc('probe_settings');
    expect(data).toMatchObject({ role: 'service_role', timeout: '8s' });
  });

  it('with the method GET runs in a read-only transaction', async () => {
    const { data } = await anonClient().rpc('probe_settings', {}, { get: true });
    expect(data).toMatchObject({ read_only: 'on' });
  });

  it('shows its undecoded path, the last of headers with one name, and its cookies apart', async () => {
    const { url, keys } = project();
    const headers = { apikey: keys.publishableKey, 'x-twice': ['first', 'last'], cookie: 'a=1; b=x=2' };
    const body = await new Promise<string>((resolve, reject) => {
      request(`${url}/rest/v1/rpc/probe%5Fsettings`, { headers }, (response) => {
        let text = '';
        response.on('data', (part) => (text += String(part))).on('end', () => resolve(text));
      }).on('error', reject).end();
    });
    expect(JSON.parse(body)).toMatchObject({
      path: '/rpc/probe%5Fsettings',
      twice: 'last',
      cookie_header: null,
      cookies: { a: '1', b: 'x=2' },
    });
  });

  it('runs with the search path of the project', async () => {
    const { data } = await anonClient().rpc('probe_path');
    expect(data).toBe('"public", "public", "extensions"');
  });

  it('runs with the statement timeout of the function that it calls', async () => {
    const { data } = await anonClient().rpc('probe_timeout');
    expect(data).toBe('77s');
  });
});

describe('a token', () => {
  it.each(['postgres', 'supabase_admin', 'supabase_auth_admin', 'pg_read_all_data'])(
    'that claims the role %s is refused',
    async (role) => {
      const { error } = await clientWithToken(await mintToken({ role })).rpc('probe_settings');
      expect(error).toMatchObject({ code: '42501' });
    },
  );

  it('that is forged is refused', async () => {
    const token = await mintToken({ sub: crypto.randomUUID() }, 3600, 'another-secret-of-at-least-32-characters');
    const { status } = await clientWithToken(token).rpc('probe_settings');
    expect(status).toBe(401);
  });

  it('that has expired is refused', async () => {
    const token = await mintToken({ sub: crypto.randomUUID() }, -10);
    const { status } = await clientWithToken(token).rpc('probe_settings');
    expect(status).toBe(401);
  });
});

describe('JSON', () => {
  it.each([
    ['object', { a: { b: [1, 'x', null] } }],
    ['array', [1, { a: 1 }]],
    ['string', 'plain'],
    ['string', '{"looks": "like json"}'],
    ['number', 5],
    ['boolean', false],
  ])('of type %s reaches a function unchanged', async (type, value) => {
    const { data } = await secretClient().rpc('probe_json', { value });
    expect(data).toEqual({ type, value });
  });

  it('reaches a column unchanged', async () => {
    const rows = [
      { id: 1, body: { a: [1] }, labels: ['x', 'y'] },
      { id: 2, body: 'text', labels: [] },
    ];
    const { data, error } = await secretClient().from('probe_documents').insert(rows).select();
    expect(error).toBeNull();
    expect(data).toEqual(rows);
  });
});

describe('an error', () => {
  it.each([
    ['PT404', 404],
    ['PT409', 409],
    ['22023', 400],
    ['23514', 400],
    ['2BP01', 400],
    ['P0001', 400],
    ['42501', 403],
  ])('with SQLSTATE %s returns status %i with its code, reason and hint', async (code, status) => {
    const answer = await secretClient().rpc('probe_error', { code });
    expect(answer.status).toBe(status);
    expect(answer.error).toMatchObject({ code, details: 'a_reason', hint: 'A hint', message: 'Refused' });
  });

  it('with SQLSTATE 42501 returns status 401 to anon', async () => {
    expect((await anonClient().rpc('probe_error', { code: '42501' })).status).toBe(401);
  });

  it('from a check constraint keeps its code', async () => {
    const { error, status } = await secretClient().from('probe_documents').insert({ id: -1 });
    expect([status, error?.code]).toEqual([400, '23514']);
  });
});

describe('the schema cache', () => {
  it('serves a new table within a second', async () => {
    await admin.unsafe('create table public.probe_new (id int); grant select on public.probe_new to anon');
    const begun = performance.now();
    await untilServed(anonClient(), 'probe_new');
    const took = performance.now() - begun;
    await admin.unsafe('drop table public.probe_new');
    expect(took).toBeLessThan(1000);
  });
});

describe('the gateway', () => {
  it('changes no privilege, whichever role sends a request', async () => {
    const before = await privileges();
    const { client } = await signUp();
    await client.from('app_57_todos').select();
    await anonClient().from('app_57_todos').select();
    await secretClient().from('app_57_todos').select();
    expect(await privileges()).toEqual(before);
  });

  it.each(['/rest/v1/', '/rest/v1', '/rest/v1//', '/rest/v1/?select=*'])(
    'lists no table at %s, whatever the key',
    async (path) => {
      const { url, keys } = project();
      for (const apikey of [keys.publishableKey, keys.secretKey]) {
        const answer = await fetch(`${url}${path}`, { headers: { apikey } });
        expect(answer.status).toBe(404);
        expect(await answer.json()).toMatchObject({ code: 'PGRST126' });
      }
    },
  );

  it('lets browsers sign up from any origin', async () => {
    const answer = await fetch(`${project().url}/auth/v1/signup`, {
      method: 'OPTIONS',
      headers: { 'access-control-request-method': 'POST', 'access-control-request-headers': 'apikey,content-type' },
    });
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(answer.headers.get('access-control-allow-headers')).toBe('apikey,content-type');
  });

  it('returns the reason why the database refused a sign-up, as Auth does', async () => {
    await expect(signUp(987_654_321)).rejects.toMatchObject({
      status: 404,
      message: expect.stringContaining('987654321'),
    });
  });

  it('serves only the configured schemas', async () => {
    const { error } = await secretClient().schema('auth').from('users').select();
    expect(error).toMatchObject({ code: 'PGRST106' });
  });
});

/** The part of the fingerprint that says who may do what. */
async function privileges(): Promise<[string, string][]> {
  const kinds = /^(schema|relation|column|function|default privileges|role|membership) /;
  // Other tests create and drop their own apps and functions meanwhile; they all share app 57.
  const ofOthers = / app_|\.app_(?!57_)\d|\.hosted_probe/;
  return [...await readFingerprint(admin)].filter(([key]) => kinds.test(key) && !ofOthers.test(key));
}
