import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An answer of the model, a status with which the provider fails, or a promise that the model waits for. */
type ScriptedAnswer = object | string | number | Promise<object>;

/** An OpenAI-compatible server that returns the answers that a test has queued. */
export interface ScriptedModel {
  baseUrl: string;
  /** Replaces the queue of answers and forgets the earlier requests. */
  says: (...answers: ScriptedAnswer[]) => void;
  /** The messages of each request, in order. */
  asked: { role: string; content: string }[][];
  stop: () => Promise<void>;
}

export async function startScriptedModel(): Promise<ScriptedModel> {
  const answers: ScriptedAnswer[] = [];
  const asked: ScriptedModel['asked'] = [];
  const server = createServer(async (request, response) => {
    const body = JSON.parse(await textOf(request)) as { messages: ScriptedModel['asked'][number] };
    asked.push(body.messages);
    const next = await (answers.shift() ?? 418);
    const status = typeof next === 'number' ? next : 200;
    response.writeHead(status, { 'content-type': 'application/json', 'retry-after-ms': '1' });
    response.end(JSON.stringify(typeof next === 'number' ? { error: { message: 'scripted' } } : completion(next)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    says: (...next) => {
      answers.splice(0, answers.length, ...next);
      asked.length = 0;
    },
    asked,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A completion that used 100 prompt tokens and 20 completion tokens. */
function completion(said: object | string): object {
  const content = typeof said === 'string' ? said : JSON.stringify(said);
  return {
    choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 100, completion_tokens: 20, total_tokens: 120 },
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
