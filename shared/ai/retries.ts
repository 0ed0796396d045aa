import OpenAI from 'openai';

const FIRST_WAIT_MS = 500;
/** Above this wait there is no retry; the caller can try again later. */
const LONGEST_WAIT_MS = 20_000;

interface RetryOptions {
  retries: number;
  signal: AbortSignal | undefined;
}

/**
 * Retries a request after 408, 409, 429, 5xx, a lost connection or an attempt that timed out. Waits as long as the provider
 * says, or twice as long each time. Throws the last error, immediately when `signal` is aborted.
 */
export async function withRetries<Answer>(
  send: () => Promise<Answer>,
  { retries, signal }: RetryOptions,
  tried = 0,
): Promise<Answer> {
  try {
    return await send();
  } catch (error) {
    const wait = tried < retries && signal?.aborted !== true && mayPass(error) ? waitAfter(error, tried) : undefined;
    if (wait === undefined || wait > LONGEST_WAIT_MS || !await slept(wait, signal)) throw error;
  }
  return withRetries(send, { retries, signal }, tried + 1);
}

function mayPass(error: unknown): boolean {
  // A body that times out throws a DOMException, one that is cut off a TypeError.
  if (!(error instanceof OpenAI.APIError)) return error instanceof DOMException || error instanceof TypeError;
  const { status } = error;
  return status === undefined || status === 408 || status === 409 || status === 429 || status >= 500;
}

function waitAfter(error: unknown, tried: number): number {
  const asked = error instanceof OpenAI.APIError ? askedFor(error.headers) : undefined;
  return asked ?? FIRST_WAIT_MS * 2 ** tried * (1 - Math.random() / 4);
}

/** The wait that the provider asks for, in milliseconds: `retry-after-ms`, or `retry-after` as seconds or as a date. */
function askedFor(headers: Headers | undefined): number | undefined {
  const milliseconds = Number.parseFloat(headers?.get('retry-after-ms') ?? '');
  if (milliseconds >= 0) return milliseconds;
  const text = headers?.get('retry-after') ?? '';
  const seconds = Number(text);
  const wait = text !== '' && Number.isFinite(seconds) ? seconds * 1_000 : Date.parse(text) - Date.now();
  return Number.isNaN(wait) ? undefined : Math.max(wait, 0);
}

/** Returns false when the signal ended the wait. */
function slept(ms: number, signal: AbortSignal | undefined): Promise<boolean> {
  return new Promise((resolve) => {
    const stop = () => {
      clearTimeout(timer);
      resolve(false);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve(true);
    }, ms);
    signal?.addEventListener('abort', stop, { once: true });
  });
}
