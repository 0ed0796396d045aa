import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stopOrphan } from './postgres.ts';
import { commandLine } from './process.ts';

const prefix = 'appshard-test-';

/** Creates a temporary directory for a cluster in `data`. If this process cannot remove it, the next test run does. */
export async function makeTestDirectory(parent = tmpdir()): Promise<string> {
  await removeAbandoned(parent);
  const directory = mkdtempSync(join(parent, prefix));
  // The server's user must be able to enter it, even if root created it.
  chmodSync(directory, 0o755);
  writeFileSync(join(directory, 'owner'), String(process.pid));
  return directory;
}

export async function removeTestDirectory(directory: string): Promise<void> {
  await stopOrphan(join(directory, 'data'));
  rmSync(directory, { recursive: true, force: true });
}

/** Removes what killed test runs left behind: servers and directories whose owner has ended. */
async function removeAbandoned(parent: string): Promise<void> {
  for (const name of readdirSync(parent)) {
    if (!name.startsWith(prefix)) continue;
    const directory = join(parent, name);
    const owner = join(directory, 'owner');
    if (!existsSync(owner) || commandLine(Number(readFileSync(owner, 'utf8'))) !== null) continue;
    await removeTestDirectory(directory);
  }
}
