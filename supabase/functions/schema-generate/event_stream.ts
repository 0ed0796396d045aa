/** Sends one event of the generation: its name and its data. */
export type Emit = (event: 'progress' | 'spec' | 'plan' | 'result' | 'error', data: unknown) => void;

interface StreamOptions {
  /** Aborted when the caller disconnects. */
  signal: AbortSignal;
  /** The time between heartbeat comments, in milliseconds. */
  heartbeatMs?: number;
}

/**
 * Returns a response with the server-sent events of `run`. Regular comments keep proxies from closing an idle connection.
 * The signal of `run` is aborted when the caller disconnects; later events are discarded.
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
      const heartbeat = setInterval(() => write(': heartbeat\n\n'), heartbeatMs);
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
