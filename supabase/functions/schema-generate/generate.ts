import type { AnswerSchema, ChatModel, Completion, Message } from '../../../shared/ai/chat_model.ts';
import { AppshardError, asAppshardError } from '../../../shared/errors.ts';
import { schemaSpec } from '../../../shared/schema_spec/spec_shape.ts';
import { MAX_ATTEMPTS } from '../_shared/ai_model.ts';
import type { Rpc } from '../_shared/platform_rpc.ts';
import { specProblems } from '../_shared/spec_calls.ts';
import { asNew, CHANGED_APP, NEW_APP, readAnswer, type Written } from './answer.ts';
import { currentSchema } from './current_schema.ts';
import type { Emit } from './event_stream.ts';
import { type Fault, invalid, refusedBy, repair, unreadable } from './faults.ts';
import type { Ledger } from '../_shared/ai_ledger.ts';
import { applyPlan, type Plan, planOf, rehearse, requireUnchanged } from './planning.ts';
import { firstMessages, type GenerateRequest } from './prompt.ts';

/**
 * Above this many characters of messages, the answer is not constrained by the JSON Schema. A constrained answer writes every
 * optional field of every column, so the answer for a large schema would be cut off.
 */
const MANY_CHARACTERS = 30_000;

export interface Tools {
  rpc: Rpc;
  ask: ChatModel;
  ledger: Ledger;
  emit: Emit;
  /** Aborted when the caller disconnects or the time is up. */
  signal: AbortSignal;
}

/** The results so far. The caller gets them with an error, too. */
export interface Reached extends Partial<Written> {
  plan?: Plan;
  warnings: string[];
  applied?: unknown;
  /** How many times the model was asked. */
  attempts: number;
}

/**
 * Asks the model for a schema and has it repair its answer, three times at most: first the problems that the database finds in
 * the spec; then, for an existing app, what fails when the plan is rehearsed. Applies the plan if the request says so.
 *
 * @throws AppshardError 422 ai_no_valid_schema, 422 ai_declined, 429 ai_budget_exhausted, and the errors of the model and the
 * platform
 */
export async function generateSchema(tools: Tools, wish: GenerateRequest, reached: Reached): Promise<void> {
  const { rpc, emit, signal } = tools;
  const { appId, apply, allowDestructive } = wish;
  const app = appId === undefined ? undefined : { id: appId, described: await rpc('describe_app', { app_id: appId }) };
  await untilUsable(tools, app, firstMessages(wish, app && currentSchema(app.described)), reached);
  if (!apply || appId === undefined || reached.plan === undefined) return;
  throwIfAborted(signal);
  emit('progress', { stage: 'applying', attempt: reached.attempts });
  reached.applied = await applyPlan(rpc, appId, reached.spec, reached.plan, allowDestructive);
}

/** The app to change, as it was when its schema was sent to the model. */
interface App {
  id: number;
  described: unknown;
}

async function untilUsable(tools: Tools, app: App | undefined, messages: Message[], reached: Reached) {
  let fault: Fault | undefined;
  const schema = app === undefined ? NEW_APP : CHANGED_APP;
  let isLarge = messages.reduce((sum, { content }) => sum + content.length, 0) > MANY_CHARACTERS;
  while (reached.attempts < MAX_ATTEMPTS) {
    // In sequence, because each repair is about the previous answer.
    // deno-lint-ignore no-await-in-loop
    const answer = await askOnce(tools, messages, isLarge ? undefined : schema, reached);
    // deno-lint-ignore no-await-in-loop
    fault = await faultOf(tools, app, answer, reached);
    if (fault === undefined) return;
    messages.push(...repair(answer.text, fault));
    isLarge ||= answer.isCut;
  }
  if (fault !== undefined) throw fault.error;
}

async function askOnce(
  { ask, ledger, emit, signal }: Tools,
  messages: Message[],
  schema: AnswerSchema | undefined,
  reached: Reached,
): Promise<Completion> {
  const maxTokens = ledger.allowance(messages);
  reached.attempts += 1;
  const stage = reached.attempts === 1 ? 'generating' : 'repairing';
  emit('progress', { stage, attempt: reached.attempts });
  try {
    const answer = await ask(messages, { maxTokens, signal, ...(schema && { schema }) });
    ledger.spend(messages, answer.text, answer.usage);
    return answer;
  } catch (thrown) {
    // The provider also bills an answer that timed out or was declined, but does not report its usage.
    const { code } = asAppshardError(thrown);
    if (code === 'ai_timeout' || code === 'ai_declined') ledger.spend(messages, '');
    throw thrown;
  }
}

/** Returns why an answer cannot be used, or undefined. Then `reached` has its spec and, for an existing app, its plan. */
async function faultOf(
  tools: Tools,
  app: App | undefined,
  { text, isCut }: Completion,
  reached: Reached,
): Promise<Fault | undefined> {
  const { rpc, emit, signal } = tools;
  // Results of an earlier, refused answer must not be mixed with this one.
  delete reached.spec;
  delete reached.explanation;
  delete reached.plan;
  reached.warnings = [];
  emit('progress', { stage: 'validating', attempt: reached.attempts });
  const written = isCut ? undefined : readAnswer(text);
  if (written === undefined) return unreadable(isCut);
  throwIfAborted(signal);
  if (app !== undefined) return await faultForApp(tools, app, written, reached);

  const problems = await specProblems(rpc, { name: 'validate_schema', args: { spec: written.spec } });
  if (problems.length > 0) return invalid(problems);
  written.spec = asNew(schemaSpec.parse(written.spec));
  Object.assign(reached, written);
  emit('spec', written);
  return undefined;
}

async function faultForApp(
  { rpc, emit }: Tools,
  app: App,
  written: Written,
  reached: Reached,
): Promise<Fault | undefined> {
  const { spec } = written;
  let plan: Plan | undefined;
  let refusal: unknown;
  try {
    // Planning validates too, so a valid spec needs no separate call.
    plan = await planOf(rpc, app.id, spec);
  } catch (error) {
    if (error instanceof AppshardError && error.problems !== undefined) return invalid(error.problems);
    refusal = error;
  }
  Object.assign(reached, written);
  emit('spec', written);
  emit('progress', { stage: 'planning', attempt: reached.attempts });
  try {
    if (plan === undefined) throw refusal;
    await requireUnchanged(rpc, app.id, app.described);
    reached.plan = plan;
    reached.warnings = plan.warnings;
    await rehearse(rpc, app.id, spec, plan);
  } catch (error) {
    const fault = refusedBy(error, plan);
    if (fault === undefined) throw error;
    return fault;
  }
  emit('plan', { plan, warnings: plan.warnings });
  return undefined;
}

/** Starts no further work after the caller disconnected or the time is up. */
function throwIfAborted(signal: AbortSignal): void {
  if (!signal.aborted) return;
  throw new AppshardError({
    status: 504,
    code: 'ai_timeout',
    message: 'Cannot finish the schema: the time limit was reached or the caller disconnected',
    hint: 'Try again, or ask for less at once.',
  }, { cause: signal.reason });
}
