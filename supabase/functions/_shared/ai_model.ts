import { type ChatModel, chatModel } from '../../../shared/ai/chat_model.ts';
import { AppshardError } from '../../../shared/errors.ts';

/**
 * The model of AI_BASE_URL, AI_API_KEY and AI_MODEL. Without the first and last it is Mistral's Codestral.
 *
 * @throws AppshardError 501 ai_not_configured
 */
export function aiModel(): ChatModel {
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
    model: Deno.env.get('AI_MODEL') || 'codestral-latest',
  });
}
