import { resolveEnv } from '@supabase/server/core';
import { AppshardError } from '../../../shared/errors.ts';

/** How a generated app reaches this project from a browser. */
export interface Project {
  /** Base URL, for `createClient(url, publishableKey)`. */
  url: string;
  /** `sb_publishable_...`: safe in a browser. */
  publishableKey: string;
}

/**
 * Reads SUPABASE_URL and the default (else the first) key of SUPABASE_PUBLISHABLE_KEYS.
 *
 * @throws AppshardError 500 misconfigured
 */
export function project(): Project {
  const { data: environment, error } = resolveEnv();
  const keys = environment?.publishableKeys ?? {};
  const publishableKey = keys['default'] ?? Object.values(keys)[0];
  if (error !== null || publishableKey === undefined) {
    throw new AppshardError({
      status: 500,
      code: 'misconfigured',
      message: 'The function does not know how apps reach this project',
      hint: 'Set SUPABASE_URL and SUPABASE_PUBLISHABLE_KEYS.',
    });
  }
  return { url: environment.url, publishableKey };
}
