import { type AppshardError, asAppshardError } from '../../../shared/errors.ts';
import type { PricedModel } from '../_shared/ai_model.ts';
import type { Rpc } from '../_shared/platform_rpc.ts';
import type { Emit } from './event_stream.ts';
import { generateSchema, type Reached } from './generate.ts';
import { openLedger } from '../_shared/ai_ledger.ts';
import type { GenerateRequest } from './prompt.ts';

/** A hosted function has 150 seconds. */
const MAX_MS = 140_000;

export interface GenerateContext {
  rpc: Rpc;
  model: PricedModel;
  report: (error: AppshardError) => void;
  /** Aborted when the caller is gone. */
  signal: AbortSignal;
  emit: Emit;
  /** For everything together. */
  maxMs?: number;
}

export interface Fulfilled {
  status: number;
  body: unknown;
}

/**
 * Carries a wish out and records what it took, however it ends. The last event is `result` or `error`, with the body that is
 * answered: an error comes with the spec and the plan as far as there are any, because they were paid for.
 */
export async function runGeneration(
  { rpc, model, report, signal, emit, maxMs = MAX_MS }: GenerateContext,
  wish: GenerateRequest,
): Promise<Fulfilled> {
  const account = { rpc, appId: wish.appId, model: model.name, prices: model.prices };
  const reached: Reached = { warnings: [], attempts: 0 };
  let ledger: Awaited<ReturnType<typeof openLedger>> | undefined;
  let error: AppshardError | undefined;
  try {
    ledger = await openLedger(account);
    const until = AbortSignal.any([signal, AbortSignal.timeout(maxMs)]);
    await generateSchema({ rpc, ask: model.ask, ledger, emit, signal: until }, wish, reached);
  } catch (thrown) {
    error = asAppshardError(thrown);
    if (error.status >= 500) report(error);
  }
  if (ledger !== undefined && reached.attempts > 0) {
    const outcome = error === undefined ? outcomeOf(reached) : signal.aborted ? 'caller_gone' : error.code;
    // What was written, or applied, is not undone because it could not be noted.
    await ledger.record(outcome, reached.attempts).catch((thrown) => report(asAppshardError(thrown)));
  }
  const body = { ...error?.toBody(), ...reached, ...(ledger && { usage: ledger.spent() }) };
  emit(error === undefined ? 'result' : 'error', body);
  return { status: error?.status ?? 200, body };
}

function outcomeOf({ plan, applied }: Reached): string {
  if (applied !== undefined) return 'applied';
  return plan === undefined ? 'generated' : 'planned';
}
