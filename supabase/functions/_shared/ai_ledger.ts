import { z } from 'zod';
import type { Message, Usage } from '../../../shared/ai/chat_model.ts';
import { AppshardError } from '../../../shared/errors.ts';
import type { Rpc } from './platform_rpc.ts';
import type { Prices } from './ai_model.ts';

const budget = z.looseObject({ tokens_per_request: z.number(), left: z.number() });

/** Tokens of one answer: five hundred columns or so, and what most models give at most. */
const MAX_ANSWER_TOKENS = 16_000;
/** With less to write in, no answer is worth asking for. */
const MIN_ANSWER_TOKENS = 500;
const CHARACTERS_PER_TOKEN = 4;

/** As it is answered and recorded. */
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

/** What one request takes of the model, held against the budget of its app. */
export interface Ledger {
  /**
   * How long the next answer may be.
   *
   * @throws AppshardError 429 ai_budget_exhausted
   */
  allowance: (messages: readonly Message[]) => number;
  /** Notes an answer. A provider that counts nothing is counted by the length of the texts. */
  spend: (messages: readonly Message[], text: string, usage?: Usage) => void;
  spent: () => Spent;
  record: (outcome: string, attempts: number) => Promise<void>;
}

/** @throws AppshardError 404 app_not_found */
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

function exhausted(ofTheDay: boolean): AppshardError {
  return new AppshardError({
    status: 429,
    code: 'ai_budget_exhausted',
    message: ofTheDay
      ? 'The tokens that the model may take for this app within 24 hours are used up'
      : 'The request takes more tokens than one request may',
    hint: ofTheDay
      ? 'Ask again tomorrow, use a template, or raise the setting ai_tokens_per_app_per_day.'
      : 'Ask for less at once, or raise the setting ai_tokens_per_request.',
  });
}
