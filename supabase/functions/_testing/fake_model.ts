import { chatModel } from '../../../shared/ai/chat_model.ts';

/** What the server is asked, as it goes over the wire. */
export interface Asked {
  path: string;
  key: string | null;
  /** Aborted when the client is gone. */
  gone: AbortSignal;
  body: { model: string; messages: Array<{ role: string; content: string }>; [field: string]: unknown };
}

export type Answer = (asked: Asked) => Response | Promise<Response>;

/** A completion with that text, 10 tokens in and 5 out. */
export function says(text: string | object, finish = 'stop'): Answer {
  const content = typeof text === 'string' ? text : JSON.stringify(text);
  return () =>
    Response.json({
      id: 'x',
      object: 'chat.completion',
      choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: finish }],
      usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 },
    });
}

export function fails(status: number, headers: Record<string, string> = {}): Answer {
  return () => Response.json({ error: { message: 'secret of the provider' } }, { status, headers });
}

/** Answers after `ms`, or never if the client goes before. */
export function late(ms: number): Answer {
  return async (asked) => {
    await new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      asked.gone.addEventListener('abort', () => {
        clearTimeout(timer);
        resolve(undefined);
      });
    });
    return says({ sql: 'select 1' })(asked);
  };
}

/** A real server with the path of OpenAI's API, which gives one answer after the other. */
export async function withModel(
  answers: Answer[],
  test: (model: ReturnType<typeof chatModel>, asked: Asked[]) => Promise<void>,
  { timeoutMs = 2_000 } = {},
): Promise<void> {
  const asked: Asked[] = [];
  const server = Deno.serve({ hostname: '127.0.0.1', port: 0, onListen: () => {} }, async (request) => {
    const next = {
      path: new URL(request.url).pathname,
      key: request.headers.get('authorization'),
      gone: request.signal,
      body: await request.json(),
    };
    asked.push(next);
    const answer = answers[asked.length - 1];
    return answer === undefined ? new Response('nothing more to say', { status: 418 }) : await answer(next);
  });
  const baseUrl = `http://127.0.0.1:${server.addr.port}/v1`;
  try {
    await test(chatModel({ baseUrl, apiKey: 'key', model: 'model', timeoutMs }), asked);
  } finally {
    await server.shutdown();
  }
}
