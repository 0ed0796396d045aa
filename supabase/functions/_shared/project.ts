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
 * Returns SUPABASE_URL and the default key of SUPABASE_PUBLISHABLE_KEYS, or the first key if none is the default.
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
      message: 'Cannot return the connection of the app: the environment of the function is incomplete',
      hint: 'Set SUPABASE_URL and SUPABASE_PUBLISHABLE_KEYS.',
    });
  }
  return { url: environment.url, publishableKey };
}
