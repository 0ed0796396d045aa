import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { cacheDir } from './paths.ts';

const require = createRequire(import.meta.url);

/**
 * Returns the Deno binary that npm installed, from the package of this platform. The command of the package `deno` would start it
 * through a second process, and depends on an install script, which npm may have skipped.
 */
export function denoBinary(): string {
  const libc = process.platform === 'linux' ? '-glibc' : '';
  const name = `@deno/${process.platform}-${process.arch}${libc}`;
  const fromDeno = createRequire(require.resolve('deno/package.json'));
  for (const resolver of [require, fromDeno]) {
    try {
      const binary = join(dirname(resolver.resolve(`${name}/package.json`)), 'deno');
      if (existsSync(binary)) return binary;
    } catch {
      continue;
    }
  }
  throw new Error(
    `Cannot find Deno: the package ${name} is not installed. Run \`npm install\` without --omit=optional.`,
  );
}

/** Keeps Deno's files inside the project, and turns off prompts and the check for updates. */
export const denoEnvironment: Readonly<Record<string, string>> = {
  DENO_DIR: join(cacheDir, 'deno'),
  DENO_NO_UPDATE_CHECK: '1',
  DENO_NO_PROMPT: '1',
};
