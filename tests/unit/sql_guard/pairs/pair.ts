import type { Reason } from '../../../../shared/sql_guard/refusal.ts';

/** Why an attack by app 57 must be refused, the attack, and a harmless twin that must pass. */
export type Pair = readonly [reason: Reason, attack: string, twin: string];
