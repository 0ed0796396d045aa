import { type ChatModel, chatModel } from '../../../shared/ai/chat_model.ts';
import { AppshardError } from '../../../shared/errors.ts';

/** Answers that the model may give to one request: the first, and three that repair it. */
export const MAX_ATTEMPTS = 4;

/** In US dollars for a million tokens. */
export interface Prices {
  prompt: number;
  completion: number;
}

/** A model, as it is asked and billed. */
export interface PricedModel {
  ask: ChatModel;
  name: string;
  /** Undefined when they are not configured. */
  prices: Prices | undefined;
}

/**
 * The model of AI_BASE_URL, AI_API_KEY and AI_MODEL, with the prices of AI_PRICE_PROMPT and AI_PRICE_COMPLETION. Without the
 * first and last of the former it is Mistral's Codestral.
 *
 * @param limits how long one answer may take: 30 s unless told
 * @throws AppshardError 501 ai_not_configured
 */
export function pricedModel(limits: { timeoutMs?: number } = {}): PricedModel {
  return { ask: modelOf(limits), name: modelName(), prices: prices() };
}

function modelOf(limits: { timeoutMs?: number }): ChatModel {
  const apiKey = Deno.env.get('AI_API_KEY') ?? '';
  if (apiKey === '') {
    throw new AppshardError({
      status: 501,
      code: 'ai_not_configured',
      message: 'This shard has no model',
      hint: 'Set AI_API_KEY, and AI_BASE_URL and AI_MODEL for another provider than Mistral.',
    });
  }
  return chatModel({
    baseUrl: Deno.env.get('AI_BASE_URL') || 'https://api.mistral.ai/v1',
    apiKey,
    model: modelName(),
    ...limits,
  });
}

function modelName(): string {
  return Deno.env.get('AI_MODEL') || 'codestral-latest';
}

function prices(): Prices | undefined {
  const [prompt, completion] = ['AI_PRICE_PROMPT', 'AI_PRICE_COMPLETION'].map((name) => {
    return Number.parseFloat(Deno.env.get(name) ?? '');
  });
  if (prompt === undefined || completion === undefined || !(prompt >= 0 && completion >= 0)) return undefined;
  return { prompt, completion };
}
