import { type ChatModel, chatModel } from '../../../shared/ai/chat_model.ts';
import { AppshardError } from '../../../shared/errors.ts';

/** How many answers the model may give to one request: the first, and three repairs. */
export const MAX_ATTEMPTS = 4;

/** In US dollars per million tokens. */
export interface Prices {
  prompt: number;
  completion: number;
}

/** A model with its name and prices. */
export interface PricedModel {
  ask: ChatModel;
  name: string;
  /** Undefined when no prices are configured. */
  prices: Prices | undefined;
}

/**
 * Returns the model that AI_BASE_URL, AI_API_KEY and AI_MODEL name, with the prices from AI_PRICE_PROMPT and
 * AI_PRICE_COMPLETION. AI_BASE_URL and AI_MODEL default to Mistral's Codestral.
 *
 * @param limits how long one answer may take, in milliseconds; 30,000 by default
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
      message: 'Cannot ask the model: the shard has no model configured',
      hint: 'Set AI_API_KEY. For a provider other than Mistral, also set AI_BASE_URL and AI_MODEL.',
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
