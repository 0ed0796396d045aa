import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's root: every command works from any current directory. */
export const projectRoot = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Where `npm start` keeps its database and what it knows of its processes. */
export const stateDir = join(projectRoot, '.appshard');

/** Things that can be made again: template clusters, by a hash of what they were made from. */
export const cacheDir = join(projectRoot, 'node_modules', '.cache', 'appshard');

export const supabaseDir = join(projectRoot, 'supabase');
export const seedFile = join(supabaseDir, 'seed.sql');
export const appsDir = join(supabaseDir, 'apps');
export const databaseTestsDir = join(supabaseDir, 'tests');
