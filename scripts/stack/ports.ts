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

/** A port that nobody listens on now. Another process may still take it first: whoever uses it must be able to retry. */
export function freePort(): Promise<number> {
  return listenOnce(0);
}

/**
 * The port to serve on: the one that was asked for, else the usual one, else a free one near it.
 *
 * @throws when the port that was asked for is taken
 */
export async function choosePort(option: string, asked: number | undefined, usual: number): Promise<number> {
  if (asked !== undefined) {
    if (await isPortFree(asked)) return asked;
    throw new Error(`Port ${asked} is taken by another program. Choose another with ${option}.`);
  }
  for (let port = usual; port < usual + 1000; port += 10) {
    if (!await isPortFree(port)) continue;
    if (port !== usual) {
      console.log(`Port ${usual} is taken by another program: using ${port} (choose with ${option}).`);
    }
    return port;
  }
  throw new Error(`Every port near ${usual} is taken. Choose another with ${option}.`);
}
