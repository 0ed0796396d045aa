import OpenAI from 'openai';
import { AppshardError } from '../errors.ts';

/** Where a model is reached: any server with the OpenAI-compatible path `/chat/completions`. */
export interface ModelSettings {
  /** With the version, without the path: `https://api.mistral.ai/v1`. */
  baseUrl: string;
  apiKey: string;
  model: string;
  /** For one attempt, in milliseconds. */
  timeoutMs?: number;
  /** How often a request is sent again after 408, 409, 429, 5xx or a lost connection. */
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
  /** True when the answer ended because it may not be longer. */
  isCut: boolean;
}

export interface AskOptions {
  maxTokens: number;
  /** Ends the request when the caller is gone or the time is up. */
  signal?: AbortSignal;
}

/** Asks the model once; the answer is meant to be one JSON object. */
export type ChatModel = (messages: readonly Message[], options: AskOptions) => Promise<Completion>;

/**
 * A model behind an OpenAI-compatible API. What it throws are AppshardErrors: ai_timeout, ai_busy, ai_key_refused,
 * ai_declined, ai_unavailable.
 */
export function chatModel({ baseUrl, apiKey, model, timeoutMs = 30_000, retries = 2 }: ModelSettings): ChatModel {
  const client = new OpenAI({
    baseURL: baseUrl,
    apiKey,
    timeout: timeoutMs,
    maxRetries: retries,
    logLevel: 'off',
    // Left out, they would be read from the environment and sent along.
    organization: null,
    project: null,
  });
  return async (messages, { maxTokens, signal }) => {
    try {
      const answer = await client.chat.completions.create({
        model,
        messages: [...messages],
        temperature: 0.1,
        max_tokens: maxTokens,
        response_format: { type: 'json_object' },
      }, signal === undefined ? {} : { signal });
      return read(answer);
    } catch (error) {
      throw failure(error, signal);
    }
  };
}

/** The type is a promise of the library's; the provider may answer anything. */
function read(answer: Partial<OpenAI.ChatCompletion>): Completion {
  const choice = answer.choices?.[0];
  if (choice === undefined) throw unavailable('The model answered without a choice');
  if (typeof choice.message?.refusal === 'string' || choice.finish_reason === 'content_filter') throw declined();
  if (typeof choice.message?.content !== 'string') throw unavailable('The model answered without a text');
  return {
    text: choice.message.content,
    usage: { input_tokens: answer.usage?.prompt_tokens ?? 0, output_tokens: answer.usage?.completion_tokens ?? 0 },
    isCut: choice.finish_reason === 'length',
  };
}

function failure(error: unknown, signal: AbortSignal | undefined): AppshardError {
  if (error instanceof AppshardError) return error;
  if (error instanceof OpenAI.APIConnectionTimeoutError || signal?.aborted === true) {
    return new AppshardError({
      status: 504,
      code: 'ai_timeout',
      message: 'The model did not answer in time',
      hint: 'Ask again, or ask for less.',
    }, { cause: error });
  }
  const status = error instanceof OpenAI.APIError ? error.status : undefined;
  if (status === 429) {
    return new AppshardError({
      status: 503,
      code: 'ai_busy',
      message: 'The model takes no more requests at the moment',
      hint: 'Wait a minute, then ask again.',
    }, { cause: error });
  }
  if (status === 401 || status === 403) {
    return new AppshardError({
      status: 502,
      code: 'ai_key_refused',
      message: 'The provider of the model refused the key',
      hint: 'Check AI_API_KEY and AI_MODEL.',
    }, { cause: error });
  }
  return unavailable('The model could not be asked', error);
}

function unavailable(message: string, cause?: unknown): AppshardError {
  return new AppshardError({
    status: 502,
    code: 'ai_unavailable',
    message,
    hint: 'Ask again later; check AI_BASE_URL and AI_MODEL if it stays so.',
  }, { cause });
}

/** The model, or its provider, will not answer this. `why` is the model's own text. */
export function declined(why = 'The model declined to answer'): AppshardError {
  return new AppshardError({
    status: 422,
    code: 'ai_declined',
    message: why,
    hint: 'Ask in another way.',
  });
}
