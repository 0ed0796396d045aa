import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { migrationsOnDisk } from '../migrations/migrations_on_disk.ts';
import { type Functions, startFunctions } from './functions.ts';
import { startGateway } from './gateway.ts';
import { startJobs } from './jobs.ts';
import { type LocalKeys, localKeys } from './keys.ts';
import { applyMigrations, applySeed } from './migrate.ts';
import { supabaseDir } from './paths.ts';
import { type Cluster, isInitialised, startCluster } from './postgres.ts';
import { copyTemplate } from './template.ts';

export interface StackOptions {
  /** Contains the database, the facts about it, and the logs. */
  directory: string;
  port: number;
  databasePort: number;
  keys?: LocalKeys;
  /** False for a database that need not survive a crash of the machine. */
  durable?: boolean;
  /** Called when a part is ready, with the milliseconds that it took. */
  onStep?: (what: string, milliseconds: number) => void;
}

export interface Stack {
  url: string;
  keys: LocalKeys;
  cluster: Cluster;
  functions: Functions;
  /** The mails that Auth would send, one a line, as JSON. */
  mailFile: string;
  /** What the user should know before relying on the database. */
  warnings: string[];
  /** Stops the parts in order. The data is kept. */
  stop(): Promise<void>;
}

/** Facts about the database that are stored outside it. */
interface DatabaseFacts {
  seeded: boolean;
  /** The hash of each applied migration, by file name. */
  migrations: Record<string, string>;
}

/** Starts everything that a shard needs, on the database in the directory or on a new one. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { directory, onStep = () => undefined } = options;
  const keys = options.keys ?? localKeys;
  const dataDir = join(directory, 'data');
  const started: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const part of started.splice(0).reverse()) await part();
  };
  const step = async <Result>(what: string, work: () => Promise<Result>): Promise<Result> => {
    const begun = performance.now();
    const result = await work();
    onStep(what, performance.now() - begun);
    return result;
  };

  try {
    mkdirSync(directory, { recursive: true });
    if (!isInitialised(dataDir)) await step('New database', () => copyTemplate('hosted', 'old', dataDir));
    const cluster = await step(`PostgreSQL 17 on port ${options.databasePort}`, () =>
      startCluster({
        dataDir,
        port: options.databasePort,
        logFile: join(directory, 'postgres.log'),
        durable: options.durable ?? true,
      }));
    started.push(cluster.stop);
    const facts = readFacts(directory);
    const changed = changedMigrations(facts);
    await step('Migrations', () => migrate(cluster, changed));
    if (!facts.seeded) await step('Seed', () => applySeed(cluster.url()));
    writeFacts(directory, { seeded: true, migrations: { ...migrationHashes(), ...facts.migrations } });

    started.push(startJobs(cluster.url()));

    let functions: Functions | null = null;
    const gateway = await step(`Data API and Auth on port ${options.port}`, () =>
      startGateway({
        port: options.port,
        databasePort: options.databasePort,
        keys,
        functionsOrigin: () => functions?.origin ?? null,
        logFile: join(directory, 'gateway.log'),
      }));
    started.push(gateway.close);
    const running = await step('Edge functions', () =>
      startFunctions({
        projectUrl: gateway.url,
        databaseUrl: cluster.url(),
        keys,
        logFile: join(directory, 'functions.log'),
      }));
    functions = running;
    started.push(running.stop);
    const warnings = changed.length === 0 ? [] : [outdatedDatabase(changed)];
    return { url: gateway.url, mailFile: gateway.mailFile, keys, cluster, functions: running, warnings, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function migrate(cluster: Cluster, changed: string[]): Promise<void> {
  try {
    await applyMigrations(cluster.url());
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(changed.length === 0 ? why : `${why}\n\n${outdatedDatabase(changed)}`, { cause: error });
  }
}

function outdatedDatabase(changed: string[]): string {
  return `The database was built from another version of ${
    changed.join(', ')
  }. Delete and rebuild it with: npm start -- --reset`;
}

/** Deletes the database of a directory. Its server must have stopped. */
export function removeDatabase(directory: string): void {
  const dataDir = join(directory, 'data');
  const removed = `${dataDir}.removed`;
  rmSync(removed, { recursive: true, force: true });
  // Renamed first, so that an interrupted deletion does not leave half a database under its name.
  if (existsSync(dataDir)) renameSync(dataDir, removed);
  rmSync(factsFile(directory), { force: true });
  rmSync(removed, { recursive: true, force: true });
}

function factsFile(directory: string): string {
  return join(directory, 'database.json');
}

function readFacts(directory: string): DatabaseFacts {
  if (!existsSync(factsFile(directory))) return { seeded: false, migrations: {} };
  return JSON.parse(readFileSync(factsFile(directory), 'utf8')) as DatabaseFacts;
}

function writeFacts(directory: string, facts: DatabaseFacts): void {
  writeFileSync(factsFile(directory), `${JSON.stringify(facts, null, 2)}\n`);
}

function migrationHashes(): Record<string, string> {
  return Object.fromEntries(
    migrationsOnDisk(supabaseDir).map((file) => [
      basename(file),
      createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 16),
    ]),
  );
}

/** Returns the applied migrations whose file has changed: before the first release they are generated again from the schemas. */
function changedMigrations(facts: DatabaseFacts): string[] {
  const now = migrationHashes();
  return Object.entries(facts.migrations).filter(([name, hash]) => now[name] !== hash).map(([name]) => name);
}
