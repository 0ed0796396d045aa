import { type AppshardError, asAppshardError } from '../../../shared/errors.ts';
import type { PricedModel } from '../_shared/ai_model.ts';
import type { Rpc } from '../_shared/platform_rpc.ts';
import type { Emit } from './event_stream.ts';
import { generateSchema, type Reached } from './generate.ts';
import { openLedger } from '../_shared/ai_ledger.ts';
import type { GenerateRequest } from './prompt.ts';

/** A hosted function may run for 150 seconds. */
const MAX_MS = 140_000;

export interface GenerateContext {
  rpc: Rpc;
  model: PricedModel;
  report: (error: AppshardError) => void;
  /** Aborted when the caller disconnects. */
  signal: AbortSignal;
  emit: Emit;
  /** The time limit of the whole request, in milliseconds. */
  maxMs?: number;
}

export interface Fulfilled {
  status: number;
  body: unknown;
}

/**
 * Generates a schema and records its usage, even when it fails. The last event is `result` or `error`, with the body of the
 * response. An error includes the spec and the plan if they exist, because their tokens were paid for.
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
    // A failure to record the usage must not lose a schema that was written or applied.
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
