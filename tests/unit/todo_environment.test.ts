import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadEnv } from 'vite';
import { afterAll, describe, expect, it } from 'vitest';
import { localKeys } from '../../scripts/stack/keys.ts';
import { projectRoot } from '../../scripts/stack/paths.ts';

const folder = mkdtempSync(join(tmpdir(), 'appshard-env-'));
copyFileSync(join(projectRoot, 'examples', 'todo', '.env'), join(folder, '.env'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

// In Vite, a file of one mode, such as .env.development, overrides .env.local.
describe.each(['development', 'production'])('examples/todo in the mode %s', (mode) => {
  it('uses the local shard if it has no settings of its own', () => {
    rmSync(join(folder, '.env.local'), { force: true });
    expect(loadEnv(mode, folder)).toEqual({
      VITE_SUPABASE_URL: 'http://127.0.0.1:54321',
      VITE_SUPABASE_PUBLISHABLE_KEY: localKeys.publishableKey,
      VITE_APP_ID: '57',
    });
  });

  it('uses the settings of .env.local', () => {
    const own = {
      VITE_SUPABASE_URL: 'https://x.supabase.co',
      VITE_SUPABASE_PUBLISHABLE_KEY: 'sb_publishable_x',
      VITE_APP_ID: '3',
    };
    writeFileSync(
      join(folder, '.env.local'),
      Object.entries(own).map(([name, value]) => `${name}=${value}\n`).join(''),
    );
    expect(loadEnv(mode, folder)).toEqual(own);
  });
});
