import { createClient } from '@supabase/supabase-js';
import type { Database } from './database.types';

const { VITE_SUPABASE_URL: url, VITE_SUPABASE_PUBLISHABLE_KEY: key, VITE_APP_ID: id = '' } = import.meta.env;
if (!url || !key || !/^[1-9][0-9]*$/.test(id)) {
  throw new Error('Cannot start: set VITE_SUPABASE_URL, VITE_SUPABASE_PUBLISHABLE_KEY and VITE_APP_ID (see README.md)');
}

export const APP_ID = Number(id);

/** The full name of the table. The types are those of app 57; the same table of another app differs only in the number. */
export const TODOS = `app_${APP_ID}_todos` as 'app_57_todos';

// Apps that are served from one address would otherwise share one session.
export const supabase = createClient<Database>(url, key, { auth: { storageKey: `app_${APP_ID}_session` } });
