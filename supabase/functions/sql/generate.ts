import type { ChatModel, Message, Usage } from '../../../shared/ai/chat_model.ts';
import { declined } from '../../../shared/ai/chat_model.ts';
import { dataBlock } from '../../../shared/ai/data_block.ts';
import { fenced, jsonAnswer } from '../../../shared/ai/json_answer.ts';
import { AppshardError, asAppshardError } from '../../../shared/errors.ts';
import { openLedger } from '../_shared/ai_ledger.ts';
import { MAX_ATTEMPTS, type PricedModel } from '../_shared/ai_model.ts';
import type { Rpc } from '../_shared/platform_rpc.ts';
import { type Column, type Problem, trial } from './trial.ts';
import { firstMessages, schemaOf } from './schema_prompt.ts';

/** The time limit of all answers together, in milliseconds. */
const MAX_MS = 90_000;
/** The most tokens of one answer. */
const MAX_TOKENS = 2_000;
const SQL_FENCE = '(?:sql|postgres(?:ql)?)';

export interface Question {
  appId: number;
  /** The question in the words of the caller. */
  asked: string;
  allowWrites: boolean;
}

export interface Tools {
  rpc: Rpc;
  model: PricedModel;
  /** Aborted when the caller disconnects. */
  signal: AbortSignal;
  report: (error: AppshardError) => void;
}

export interface Generated {
  sql: string;
  explanation?: string;
  columns: Column[];
  /** How many answers the model gave. */
  attempts: number;
  usage: Usage;
}

/**
 * Asks the model for SQL within the budget of the app, and records the usage, even when it fails.
 *
 * @throws AppshardError 429 ai_budget_exhausted, and the errors of writeSql
 */
export async function generateSql({ rpc, model, signal, report }: Tools, question: Question): Promise<Generated> {
  const ledger = await openLedger({ rpc, appId: question.appId, model: model.name, prices: model.prices });
  let attempts = 0;
  const ask: ChatModel = async (messages, options) => {
    const maxTokens = Math.min(options.maxTokens, ledger.allowance(messages));
    attempts += 1;
    const answer = await model.ask(messages, { ...options, maxTokens });
    ledger.spend(messages, answer.text, answer.usage);
    return answer;
  };
  let outcome = 'answered';
  try {
    return await writeSql({ rpc, ask, signal }, question);
  } catch (thrown) {
    outcome = signal.aborted ? 'caller_gone' : asAppshardError(thrown).code;
    throw thrown;
  } finally {
    // A failure to record the usage must not lose the SQL.
    if (attempts > 0) await ledger.record(outcome, attempts).catch((thrown) => report(asAppshardError(thrown)));
  }
}

/**
 * Asks the model for SQL that answers a question about an app's data. The model gets the schema, never a row. Its SQL must pass
 * both guards and a trial run that is rolled back; it is returned, not executed. Problems go back to the model, three times at
 * most.
 *
 * @throws AppshardError 422 ai_declined, 422 ai_no_valid_sql, and the errors of the model and the platform
 */
async function writeSql(
  { rpc, ask, signal }: { rpc: Rpc; ask: ChatModel; signal: AbortSignal },
  question: Question,
): Promise<Generated> {
  const { appId, asked, allowWrites } = question;
  const schema = schemaOf(appId, await rpc('describe_app', { app_id: appId }));
  const messages = firstMessages(schema, asked, allowWrites);
  const until = AbortSignal.any([signal, AbortSignal.timeout(MAX_MS)]);
  const usage: Usage = { input_tokens: 0, output_tokens: 0 };
  let problem: Problem = { reason: 'no_answer', message: '' };

  for (let attempts = 1; attempts <= MAX_ATTEMPTS; attempts += 1) {
    // In sequence, because each repair is about the previous answer.
    // deno-lint-ignore no-await-in-loop
    const answer = await ask(messages, { maxTokens: MAX_TOKENS, signal: until });
    usage.input_tokens += answer.usage.input_tokens;
    usage.output_tokens += answer.usage.output_tokens;
    const written = answer.isCut ? undefined : read(answer.text);
    if (written === undefined) {
      problem = {
        reason: 'no_json',
        message: 'The answer is not a JSON object with "sql", or it was cut off: keep it short',
      };
    } else {
      // deno-lint-ignore no-await-in-loop
      const tried = await trial(rpc, { appId, sql: written.sql, allowWrites });
      if (tried.ok) return { ...written, columns: tried.columns, attempts, usage };
      problem = tried.problem;
    }
    messages.push(...repair(answer.text, problem));
  }
  throw noValidSql(problem);
}

/**
 * Returns the SQL of an answer, or undefined if it has none.
 *
 * @throws AppshardError 422 ai_declined when the SQL is null
 */
function read(text: string): { sql: string; explanation?: string } | undefined {
  const { sql, explanation } = jsonAnswer(text) ?? { sql: fenced(text, SQL_FENCE) };
  const said = typeof explanation === 'string' && explanation !== ''
    ? { explanation: explanation.slice(0, 1_000) }
    : {};
  if (sql === null) throw declined(said.explanation);
  if (typeof sql !== 'string' || sql.trim() === '') return undefined;
  const bare = fenced(sql, SQL_FENCE) ?? sql;
  return { sql: bare.trim().replace(/;+$/, '').trim(), ...said };
}

function repair(answer: string, problem: Problem): Message[] {
  return [
    { role: 'assistant', content: answer.slice(0, 8_000) },
    {
      role: 'user',
      content: `This cannot be used:\n${
        dataBlock('problem', problem)
      }\nCorrect it and answer again with the whole JSON object.`,
    },
  ];
}

function noValidSql({ reason, message }: Problem): AppshardError {
  return new AppshardError({
    status: 422,
    code: 'ai_no_valid_sql',
    message: `Cannot write the SQL: no answer of the model was valid; the last problem was ${reason}: ${message}`,
    hint: 'Rephrase the question, or name the tables and columns.',
  });
}
