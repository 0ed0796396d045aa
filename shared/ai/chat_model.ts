import OpenAI from 'openai';
import { AppshardError } from '../errors.ts';
import { type Dialect, dialectOf, type Format, remember, simpler } from './dialect.ts';
import { withRetries } from './retries.ts';

/** Where to reach a model: any server with the OpenAI-compatible path `/chat/completions`. */
export interface ModelSettings {
  /** Includes the version, not the path: `https://api.mistral.ai/v1`. */
  baseUrl: string;
  apiKey: string;
  model: string;
  /** The timeout of one attempt, in milliseconds. */
  timeoutMs?: number;
  /** How many times a request is retried after 408, 409, 429, 5xx or a lost connection. */
  retries?: number;
}

export interface Message {
  role: 'system' | 'user' | 'assistant';
  content: string;
}

/** Tokens, as the provider counts and bills them. */
export interface Usage {
  input_tokens: number;
  output_tokens: number;
}

export interface Completion {
  text: string;
  usage: Usage;
  /** True when the answer was cut off at `maxTokens`. */
  isCut: boolean;
}

export interface AskOptions {
  maxTokens: number;
  /** Aborts the request when the caller disconnects or the time is up. */
  signal?: AbortSignal;
  /** The shape of the answer, for providers that enforce one. Without it the answer should be one JSON object. */
  schema?: AnswerSchema;
}

export interface AnswerSchema {
  /** Letters, digits, `_` and `-`. */
  name: string;
  /** JSON Schema within the subset of OpenAI's structured outputs: `strictSchema` builds it. */
  schema: Record<string, unknown>;
}

/** Asks the model once. */
export type ChatModel = (messages: readonly Message[], options: AskOptions) => Promise<Completion>;

/**
 * A model behind an OpenAI-compatible API. A provider that rejects a request as malformed gets a simpler one, down to plain
 * text; later requests start with what worked.
 *
 * @throws AppshardError ai_timeout, ai_busy, ai_key_refused, ai_declined, ai_unavailable
 */
export function chatModel({ baseUrl, apiKey, model, timeoutMs = 30_000, retries = 2 }: ModelSettings): ChatModel {
  const client = new OpenAI({
    baseURL: baseUrl,
    apiKey,
    // The timeout of the library ends with the headers, and its waits between retries cannot be aborted.
    timeout: timeoutMs,
    maxRetries: 0,
    logLevel: 'off',
    // Without these the library reads them from the environment and sends them.
    organization: null,
    project: null,
  });
  const provider = `${baseUrl} ${model}`;

  function send(messages: readonly Message[], { maxTokens, signal, schema }: AskOptions, dialect: Dialect) {
    const timeout = AbortSignal.timeout(timeoutMs);
    return client.chat.completions.create({
      model,
      messages: [...messages],
      [dialect.limit]: maxTokens,
      ...(dialect.takesTemperature && { temperature: 0.1 }),
      ...responseFormat(dialect.format, schema),
    }, { signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]) });
  }

  async function understood(messages: readonly Message[], options: AskOptions, best: Format, dialect: Dialect) {
    try {
      const answer = await withRetries(() => send(messages, options, dialect), { retries, signal: options.signal });
      remember(provider, best, dialect);
      return answer;
    } catch (error) {
      const next = isMalformed(error) ? simpler(dialect, error.param) : undefined;
      if (next === undefined) throw error;
      return understood(messages, options, best, next);
    }
  }

  return async (messages, options) => {
    const best = options.schema === undefined ? 'json_object' : 'json_schema';
    try {
      return read(await understood(messages, options, best, dialectOf(provider, best)));
    } catch (error) {
      throw failure(error, options.signal);
    }
  };
}

function responseFormat(format: Format, schema: AnswerSchema | undefined) {
  if (format === 'text') return {};
  if (format === 'json_object' || schema === undefined) return { response_format: { type: 'json_object' as const } };
  return { response_format: { type: 'json_schema' as const, json_schema: { ...schema, strict: true } } };
}

/** A malformed request is 400 at OpenAI, 422 at Mistral and others. */
function isMalformed(error: unknown): error is InstanceType<typeof OpenAI.APIError> {
  return error instanceof OpenAI.APIError && (error.status === 400 || error.status === 422);
}

/** The library promises this type, but a provider may send anything. */
function read(answer: Partial<OpenAI.ChatCompletion>): Completion {
  const choice = answer.choices?.[0];
  if (choice === undefined) throw unavailable('Cannot use the answer of the model: it has no choice');
  if (typeof choice.message?.refusal === 'string' || choice.finish_reason === 'content_filter') throw declined();
  if (typeof choice.message?.content !== 'string') {
    throw unavailable('Cannot use the answer of the model: it has no text');
  }
  return {
    text: choice.message.content,
    usage: { input_tokens: answer.usage?.prompt_tokens ?? 0, output_tokens: answer.usage?.completion_tokens ?? 0 },
    isCut: choice.finish_reason === 'length',
  };
}

function failure(error: unknown, signal: AbortSignal | undefined): AppshardError {
  if (error instanceof AppshardError) return error;
  const isAborted = error instanceof OpenAI.APIUserAbortError || error instanceof DOMException;
  if (error instanceof OpenAI.APIConnectionTimeoutError || isAborted || signal?.aborted === true) {
    return new AppshardError({
      status: 504,
      code: 'ai_timeout',
      message: 'Cannot get an answer from the model: it did not respond in time',
      hint: 'Try again, or ask for less at once.',
    }, { cause: error });
  }
  const status = error instanceof OpenAI.APIError ? error.status : undefined;
  if (status === 429) {
    return new AppshardError({
      status: 503,
      code: 'ai_busy',
      message: 'Cannot ask the model: its provider limits the rate of requests',
      hint: 'Wait a minute, then try again.',
    }, { cause: error });
  }
  if (status === 401 || status === 403) {
    return new AppshardError({
      status: 502,
      code: 'ai_key_refused',
      message: 'Cannot ask the model: its provider rejected the key',
      hint: 'Check AI_API_KEY and AI_MODEL.',
    }, { cause: error });
  }
  return unavailable('Cannot ask the model: its provider failed or cannot be reached', error);
}

function unavailable(message: string, cause?: unknown): AppshardError {
  return new AppshardError({
    status: 502,
    code: 'ai_unavailable',
    message,
    hint: 'Try again later. If the error persists, check AI_BASE_URL and AI_MODEL.',
  }, { cause });
}

/** Returns the error for a request that the model or its provider declined. `why` is the text of the model. */
export function declined(why = 'Cannot answer the request: the model declined it'): AppshardError {
  return new AppshardError({
    status: 422,
    code: 'ai_declined',
    message: why,
    hint: 'Rephrase the request.',
  });
}
