import { z } from 'zod';
import type { Message, Usage } from '../../../shared/ai/chat_model.ts';
import { AppshardError } from '../../../shared/errors.ts';
import type { Rpc } from './platform_rpc.ts';
import type { Prices } from './ai_model.ts';

const budget = z.looseObject({ tokens_per_request: z.number(), left: z.number() });

/** The tokens of one answer: about five hundred columns, and the most that most models can write. */
const MAX_ANSWER_TOKENS = 16_000;
/** With fewer tokens left, the model is not asked: no useful answer fits. */
const MIN_ANSWER_TOKENS = 500;
const CHARACTERS_PER_TOKEN = 4;

/** What a request has used, as it is returned and recorded. Costs are in US dollars; without prices there is no cost. */
export interface Spent {
  prompt_tokens: number;
  completion_tokens: number;
  total_tokens: number;
  cost_usd?: number;
}

interface Account {
  rpc: Rpc;
  appId: number | undefined;
  model: string;
  prices: Prices | undefined;
}

/** Counts what one request uses of the model, within the budget of its app. */
export interface Ledger {
  /**
   * Returns how many tokens the next answer may have.
   *
   * @throws AppshardError 429 ai_budget_exhausted
   */
  allowance: (messages: readonly Message[]) => number;
  /** Counts an answer. If the provider reports no usage, the tokens are estimated from the length of the texts. */
  spend: (messages: readonly Message[], text: string, usage?: Usage) => void;
  spent: () => Spent;
  /** Writes the usage to `platform.ai_usage`. `outcome` is what the request achieved, or its error code. */
  record: (outcome: string, attempts: number) => Promise<void>;
}

/**
 * Opens the ledger of one request. Without an `appId` the request counts towards the budget of requests without an app.
 *
 * @throws AppshardError 404 app_not_found
 */
export async function openLedger({ rpc, appId, model, prices }: Account): Promise<Ledger> {
  const { tokens_per_request: perRequest, left } = budget.parse(await rpc('ai_budget', { app_id: appId }));
  const limit = Math.min(perRequest, left);
  let prompt = 0;
  let completion = 0;

  function spent(): Spent {
    const tokens = { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion };
    if (prices === undefined) return tokens;
    return { ...tokens, cost_usd: (prompt * prices.prompt + completion * prices.completion) / 1_000_000 };
  }

  return {
    allowance: (messages) => {
      const allowed = Math.min(MAX_ANSWER_TOKENS, limit - prompt - completion - tokensOf(messages));
      if (allowed < MIN_ANSWER_TOKENS) throw exhausted(left <= perRequest);
      return allowed;
    },
    spend: (messages, text, usage) => {
      const isCounted = usage !== undefined && usage.input_tokens + usage.output_tokens > 0;
      prompt += isCounted ? usage.input_tokens : tokensOf(messages);
      completion += isCounted ? usage.output_tokens : Math.ceil(text.length / CHARACTERS_PER_TOKEN);
    },
    spent,
    record: async (outcome, attempts) => {
      const { prompt_tokens, completion_tokens, cost_usd } = spent();
      const args = { app_id: appId, model, prompt_tokens, completion_tokens, cost_usd, outcome, attempts };
      await rpc('record_ai_usage', args);
    },
  };
}

function tokensOf(messages: readonly Message[]): number {
  return Math.ceil(messages.reduce((sum, { content }) => sum + content.length, 0) / CHARACTERS_PER_TOKEN);
}

function exhausted(isDailyBudget: boolean): AppshardError {
  return new AppshardError({
    status: 429,
    code: 'ai_budget_exhausted',
    message: isDailyBudget
      ? 'Cannot ask the model: the token budget for the last 24 hours is used up'
      : 'Cannot ask the model: the request would exceed the token limit of one request',
    hint: isDailyBudget
      ? 'Try again tomorrow, use a template, or raise the setting ai_tokens_per_app_per_day.'
      : 'Ask for less at once, or raise the setting ai_tokens_per_request.',
  });
}
