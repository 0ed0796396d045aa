import { chatModel } from '../../../shared/ai/chat_model.ts';

/** A request to the model, as it goes over the wire. */
export interface Asked {
  path: string;
  key: string | null;
  /** Aborted when the client disconnects. */
  gone: AbortSignal;
  body: { model: string; messages: Array<{ role: string; content: string }>; [field: string]: unknown };
}

export type Answer = (asked: Asked) => Response | Promise<Response>;

/** Returns a completion with this text, 10 prompt tokens and 5 completion tokens. */
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

/** Returns an error response, whose body must never reach a caller. */
export function fails(status: number, headers: Record<string, string> = {}): Answer {
  return () => Response.json({ error: { message: 'secret of the provider' } }, { status, headers });
}

/** Responds after `ms` milliseconds, or as soon as the client disconnects. */
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

/** Runs `test` with a real server for OpenAI's API that gives the answers in order. */
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
    return answer === undefined ? new Response('no answer left', { status: 418 }) : await answer(next);
  });
  const baseUrl = `http://127.0.0.1:${server.addr.port}/v1`;
  try {
    await test(chatModel({ baseUrl, apiKey: 'key', model: 'model', timeoutMs }), asked);
  } finally {
    await server.shutdown();
  }
}
