import type { Reason } from '../../../../shared/sql_guard/refusal.ts';

/** An attack of app 57 that must be refused, the reason, and what looks like it and must pass. */
export type Pair = readonly [reason: Reason, attack: string, twin: string];
