import { accountProbes } from './accounts.ts';
import { dataApiProbes } from './data_api.ts';
import { databaseProbes } from './database.ts';
import { functionProbes } from './functions.ts';
import { keyProbes } from './keys.ts';
import type { Probe } from './probe.ts';
import { roleProbes } from './roles.ts';

/** In the order of docs/hosted_assumptions.md. */
export const allProbes: readonly Probe[] = [
  ...dataApiProbes,
  ...roleProbes,
  ...accountProbes,
  ...keyProbes,
  ...databaseProbes,
  ...functionProbes,
];
