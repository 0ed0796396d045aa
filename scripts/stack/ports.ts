import { createServer } from 'node:net';

function listenOnce(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = server.address();
      const bound = typeof address === 'object' && address !== null ? address.port : port;
      server.close(() => resolve(bound));
    });
  });
}

async function isPortFree(port: number): Promise<boolean> {
  try {
    await listenOnce(port);
    return true;
  } catch {
    return false;
  }
}

/** Returns a port that is free now. Another process may still take it first, so the caller must be able to retry. */
export function freePort(): Promise<number> {
  return listenOnce(0);
}

/**
 * Returns the port to serve on: the requested one, else the usual one, else a free one near it.
 *
 * @throws if the requested port is taken
 */
export async function choosePort(option: string, requested: number | undefined, usual: number): Promise<number> {
  if (requested !== undefined) {
    if (await isPortFree(requested)) return requested;
    throw new Error(`Cannot serve on port ${requested}: another program uses it. Choose another with ${option}.`);
  }
  for (let port = usual; port < usual + 1000; port += 10) {
    if (!await isPortFree(port)) continue;
    if (port !== usual) {
      console.log(`Another program uses port ${usual}, so this one is ${port} (choose another with ${option}).`);
    }
    return port;
  }
  throw new Error(`Cannot find a free port near ${usual}: all are taken. Choose one with ${option}.`);
}
