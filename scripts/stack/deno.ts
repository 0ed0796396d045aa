import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { cacheDir } from './paths.ts';

const require = createRequire(import.meta.url);

/**
 * The Deno that npm installed. The package's own command starts the binary through a second process, and its install
 * script may have been skipped: the binary is taken from the package of this platform.
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

/** Deno's own files stay inside the project, and it asks nobody for updates. */
export const denoEnvironment: Readonly<Record<string, string>> = {
  DENO_DIR: join(cacheDir, 'deno'),
  DENO_NO_UPDATE_CHECK: '1',
  DENO_NO_PROMPT: '1',
};
