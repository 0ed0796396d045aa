import assert from 'node:assert/strict';
import { parseExactJson } from './exact_json.ts';
import { platformRpc, type Rpc } from './platform_rpc.ts';
import { project } from './project.ts';

const SECRET = 'sb_secret_x';
const PUBLISHABLE = 'sb_publishable_x';

/** Runs `test` in the environment of a function whose Data API responds with `answer`. */
async function withDataApi(answer: (request: Request) => Response | Promise<Response>, test: () => Promise<void>) {
  const server = Deno.serve({ hostname: '127.0.0.1', port: 0, onListen: () => {} }, answer);
  Deno.env.set('SUPABASE_URL', `http://127.0.0.1:${server.addr.port}`);
  Deno.env.set('SUPABASE_SECRET_KEYS', JSON.stringify({ default: SECRET, other: 'sb_secret_other' }));
  Deno.env.set('SUPABASE_PUBLISHABLE_KEYS', JSON.stringify({ web: 'sb_publishable_web', default: PUBLISHABLE }));
  try {
    await test();
  } finally {
    await server.shutdown();
    for (const name of ['SUPABASE_URL', 'SUPABASE_SECRET_KEYS', 'SUPABASE_PUBLISHABLE_KEYS']) Deno.env.delete(name);
  }
}

function requestWith(headers: Record<string, string>): Request {
  return new Request('http://127.0.0.1/apps', { headers });
}

Deno.test('an RPC goes to schema platform with the secret key and the defined arguments', async () => {
  await withDataApi(
    async (request) =>
      Response.json({
        to: `${request.method} ${new URL(request.url).pathname}`,
        schema: request.headers.get('content-profile'),
        key: request.headers.get('apikey'),
        body: await request.json(),
      }),
    async () => {
      const rpc = await platformRpc(requestWith({ apikey: SECRET }));
      assert.deepEqual(await rpc('get_app', { app_id: 57, name: undefined }), {
        to: 'POST /rest/v1/rpc/get_app',
        schema: 'platform',
        key: SECRET,
        body: { app_id: 57 },
      });
    },
  );
});

Deno.test('exec_sql keeps every digit of its parameters and of its rows', async () => {
  const digits = `-${'9'.repeat(400)}.50`;
  const rows = `{"results":[{"rows":[{"id":9007199254740993,"amount":${digits}}]}]}`;
  const bodies: string[] = [];
  await withDataApi(
    async (request) => {
      bodies.push(await request.text());
      return new Response(rows, { headers: { 'content-type': 'application/json' } });
    },
    async () => {
      const rpc = await platformRpc(requestWith({ apikey: SECRET }));
      const options = parseExactJson(`{"parameters":[9007199254740993,${digits}]}`);
      assert.equal(JSON.stringify(await rpc('exec_sql', { app_id: 57, options })), rows);
      assert.deepEqual(bodies, [`{"app_id":57,"options":{"parameters":[9007199254740993,${digits}]}}`]);
    },
  );
});

Deno.test('a function without a result returns null', async () => {
  await withDataApi(() => new Response(null, { status: 204 }), async () => {
    const rpc = await platformRpc(requestWith({ apikey: SECRET }));
    assert.equal(await rpc('record_refusal', {}), null);
  });
});

Deno.test('a refusal by the database becomes an AppshardError', async () => {
  const refusal = {
    code: 'PT404',
    message: 'Cannot get app 9: there is no such app',
    details: 'app_not_found',
    hint: 'List the apps.',
  };
  await withDataApi(() => Response.json(refusal, { status: 404 }), async () => {
    const rpc = await platformRpc(requestWith({ apikey: SECRET }));
    await assert.rejects(rpc('get_app', { app_id: 9 }), { status: 404, code: 'app_not_found', sqlstate: 'PT404' });
  });
});

Deno.test('a response that does not come from PostgREST means that the database is unavailable', async () => {
  for (const status of [200, 502]) {
    // In sequence, because the tests share the environment.
    // deno-lint-ignore no-await-in-loop
    await withDataApi(() => new Response('<html>bad gateway</html>', { status }), async () => {
      const rpc = await platformRpc(requestWith({ apikey: SECRET }));
      await assert.rejects(rpc('get_app', {}), { status: 503, code: 'database_unavailable' });
    });
  }
});

Deno.test('without a server, the database is unavailable', async () => {
  let rpc: Rpc | undefined;
  await withDataApi(() => new Response(), async () => {
    rpc = await platformRpc(requestWith({ apikey: SECRET }));
  });
  await assert.rejects(async () => await rpc?.('get_app', {}), { status: 503, code: 'database_unavailable' });
});

Deno.test('only the default secret key in the apikey header opens the platform', async () => {
  await withDataApi(() => new Response(), async () => {
    const requests = [
      requestWith({}),
      requestWith({ apikey: '' }),
      requestWith({ apikey: PUBLISHABLE }),
      requestWith({ apikey: `${SECRET}x` }),
      requestWith({ apikey: 'sb_secret_other' }),
      requestWith({ authorization: `Bearer ${SECRET}` }),
    ];
    const refused = { status: 401, code: 'secret_key_required' };
    await Promise.all(requests.map((request) => assert.rejects(platformRpc(request), refused)));
  });
});

Deno.test('a function without its environment is misconfigured', async () => {
  await assert.rejects(platformRpc(requestWith({ apikey: SECRET })), { status: 500, code: 'misconfigured' });
  assert.throws(project, { status: 500, code: 'misconfigured' });
});

Deno.test('apps get the default publishable key', async () => {
  await withDataApi(() => new Response(), async () => {
    assert.equal(project().publishableKey, PUBLISHABLE);
    await Promise.resolve();
  });
});
