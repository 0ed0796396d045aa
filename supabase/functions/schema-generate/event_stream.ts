/** Hands on what happens while the schema is written: the name of an event and its data. */
export type Emit = (event: 'progress' | 'spec' | 'plan' | 'result' | 'error', data: unknown) => void;

interface StreamOptions {
  /** Aborted when the caller is gone. */
  signal: AbortSignal;
  heartbeatMs?: number;
}

/**
 * Server-sent events of `run`, with a comment now and then, so that nothing between here and the caller takes the silence for
 * the end. Its signal is aborted when the caller is gone; what it emits then goes nowhere.
 */
export function eventStream(
  run: (emit: Emit, signal: AbortSignal) => Promise<void>,
  { signal, heartbeatMs = 10_000 }: StreamOptions,
): Response {
  const encoder = new TextEncoder();
  const gone = new AbortController();
  const body = new ReadableStream<Uint8Array>({
    start: (stream) => {
      const write = (text: string) => {
        if (!gone.signal.aborted) stream.enqueue(encoder.encode(text));
      };
      const heartbeat = setInterval(() => write(': still at it\n\n'), heartbeatMs);
      const emit: Emit = (event, data) => write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
      const end = (close: () => void) => {
        clearInterval(heartbeat);
        if (!gone.signal.aborted) close();
      };
      run(emit, AbortSignal.any([signal, gone.signal]))
        .then(() => end(() => stream.close()), (error) => end(() => stream.error(error)));
    },
    cancel: () => gone.abort(),
  });
  return new Response(body, {
    headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' },
  });
}
