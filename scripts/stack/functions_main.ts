// The local replacement for the edge runtime, run by Deno. Like a hosted project, it serves every folder of supabase/functions
// under the folder's name, with the default export of its index.ts.

// The stack holds the other end of the input, which closes when the stack ends.
void Deno.stdin.readable.pipeTo(new WritableStream()).finally(() => Deno.exit(0));

interface EdgeFunction {
  default: { fetch(request: Request): Response | Promise<Response> };
}

const directory = new URL('../../supabase/functions/', import.meta.url);
const loaded = new Map<string, Promise<EdgeFunction>>();
for await (const entry of Deno.readDir(directory)) {
  if (!entry.isDirectory || entry.name.startsWith('_')) continue;
  const module = import(new URL(`${entry.name}/index.ts`, directory).href) as Promise<EdgeFunction>;
  // A function that cannot be loaded returns an error and does not affect the others.
  module.catch((error) => console.error(`Cannot load the function ${entry.name}:`, error));
  loaded.set(entry.name, module);
}
await Promise.allSettled(loaded.values());

Deno.serve({
  hostname: '127.0.0.1',
  port: 0,
  onListen: ({ port }) => console.log(JSON.stringify({ port, functions: [...loaded.keys()].sort() })),
}, async (request) => {
  const name = /^\/functions\/v1\/([^/]+)/.exec(new URL(request.url).pathname)?.[1] ?? '';
  const module = loaded.get(name);
  if (module === undefined) {
    return Response.json({ code: 'NOT_FOUND', message: 'Requested function was not found' }, { status: 404 });
  }
  try {
    return await (await module).default.fetch(request);
  } catch (error) {
    console.error(`The function ${name} failed:`, error);
    return Response.json({ code: 'WORKER_ERROR', message: 'Function exited due to an error' }, { status: 500 });
  }
});
