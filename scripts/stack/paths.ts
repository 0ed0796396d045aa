import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's root. Every command works from any current directory. */
export const projectRoot = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Where `npm start` stores its database and the state of its processes. */
export const stateDir = join(projectRoot, '.appshard');

/** Files that can be rebuilt: template clusters, named by a hash of their inputs. */
export const cacheDir = join(projectRoot, 'node_modules', '.cache', 'appshard');

export const supabaseDir = join(projectRoot, 'supabase');
export const seedFile = join(supabaseDir, 'seed.sql');
export const appsDir = join(supabaseDir, 'apps');
export const databaseTestsDir = join(supabaseDir, 'tests');
