import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stopOrphan } from './postgres.ts';
import { commandLine } from './process.ts';

const prefix = 'appshard-test-';

/** A temporary directory for a cluster in `data`; the next test run removes it when this process could not. */
export async function makeTestDirectory(parent = tmpdir()): Promise<string> {
  await removeAbandoned(parent);
  const directory = mkdtempSync(join(parent, prefix));
  // The server's user must get in, also where root made the directory.
  chmodSync(directory, 0o755);
  writeFileSync(join(directory, 'owner'), String(process.pid));
  return directory;
}

export async function removeTestDirectory(directory: string): Promise<void> {
  await stopOrphan(join(directory, 'data'));
  rmSync(directory, { recursive: true, force: true });
}

/** What test runs that were killed left behind: servers and directories whose owner is gone. */
async function removeAbandoned(parent: string): Promise<void> {
  for (const name of readdirSync(parent)) {
    if (!name.startsWith(prefix)) continue;
    const directory = join(parent, name);
    const owner = join(directory, 'owner');
    if (!existsSync(owner) || commandLine(Number(readFileSync(owner, 'utf8'))) !== null) continue;
    await removeTestDirectory(directory);
  }
}
