import { createPostgresConnection } from '@supabase/lite/postgres';
import type { IntrospectResult } from '@supabase/lite';
import postgres from 'postgres';
import { setTimeout as sleep } from 'node:timers/promises';

/** What the Data API knows of the database between two reloads. */
export interface Schema {
  relations: IntrospectResult;
  /** Settings of a role (`alter role … set …`) that hold for its requests, by role and name. */
  roleSettings: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** Settings of a function that hold for the whole request which calls it, by `schema.name`. */
  functionSettings: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

/** PostgREST hoists these from a function to the transaction; any other setting works inside the function. */
const hoisted = new Set(['statement_timeout', 'default_transaction_isolation', 'plan_filter.statement_cost_limit']);

/** PostgREST waits this long for more notifications before it reloads. */
const debounceMs = 50;

/**
 * The schema cache, as PostgREST has one: it is read whole, and again after NOTIFY pgrst. Notifications that come in a
 * burst make one reload; one that comes during a reload makes one more after it. Requests go on with what is known.
 */
export class SchemaCache {
  #schema: Schema;
  #reloading: Promise<void> | undefined;
  #again = false;
  #closed = false;
  readonly #connection: ReturnType<typeof createPostgresConnection>;
  readonly #listener: postgres.Sql;

  private constructor(
    connection: ReturnType<typeof createPostgresConnection>,
    listener: postgres.Sql,
    schema: Schema,
  ) {
    this.#connection = connection;
    this.#listener = listener;
    this.#schema = schema;
  }

  /**
   * @param adminUrl a role that sees every table: information_schema shows each role its own only
   * @param listenUrl the role that listens, authenticator on hosted projects
   */
  static async open(adminUrl: string, listenUrl: string): Promise<SchemaCache> {
    const quiet = { onnotice: () => undefined };
    const connection = createPostgresConnection({ url: adminUrl, postgresOptions: { ...quiet, max: 1 } });
    const listener = postgres(listenUrl, { ...quiet, max: 1 });
    const cache = new SchemaCache(connection, listener, await readSchema(connection));
    // Notifications sent while the listener was away are lost, so it reloads whenever it is back.
    await listener.listen('pgrst', () => void cache.reload(), () => void cache.reload());
    return cache;
  }

  get current(): Schema {
    return this.#schema;
  }

  /** Resolves when everything that was committed before the call is known. */
  async reload(): Promise<void> {
    if (this.#reloading !== undefined) {
      this.#again = true;
      return this.#reloading;
    }
    this.#reloading = this.#run().finally(() => (this.#reloading = undefined));
    return this.#reloading;
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([this.#listener.end({ timeout: 1 }), this.#connection.driver.end({ timeout: 1 })]);
  }

  async #run(): Promise<void> {
    do {
      await sleep(debounceMs);
      this.#again = false;
      try {
        this.#schema = await readSchema(this.#connection);
      } catch (error) {
        if (!this.#closed) console.error('Cannot reload the schema cache:', error);
      }
    } while (this.#again && !this.#closed);
  }
}

async function readSchema(connection: ReturnType<typeof createPostgresConnection>): Promise<Schema> {
  const relations = await introspect(connection);
  const sql = connection.driver;
  const roles = await sql<{ name: string; settings: string[] }[]>`
    select rolname as name, rolconfig as settings from pg_roles where rolconfig is not null`;
  const functions = await sql<{ name: string; settings: string[] }[]>`
    select format('%s.%s', n.nspname, p.proname) as name, p.proconfig as settings
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where p.proconfig is not null and n.nspname !~ '^pg_'`;
  return {
    relations,
    roleSettings: new Map(roles.map(({ name, settings }) => [name, parseSettings(settings)])),
    functionSettings: new Map(
      functions.flatMap(({ name, settings }) => {
        const kept = [...parseSettings(settings)].filter(([setting]) => hoisted.has(setting));
        return kept.length === 0 ? [] : [[name, new Map(kept)] as const];
      }),
    ),
  };
}

/** Lite answers an empty schema where its queries fail, as they do when a table is dropped between two of them. */
async function introspect(connection: ReturnType<typeof createPostgresConnection>): Promise<IntrospectResult> {
  for (let attempt = 1; attempt <= 5; attempt++) {
    const relations = await connection.introspect({ useCache: false });
    if (relations.tables.length > 0) return relations;
    await sleep(debounceMs);
  }
  throw new Error('the database could not be introspected');
}

function parseSettings(settings: readonly string[]): Map<string, string> {
  return new Map(settings.map((setting) => {
    const at = setting.indexOf('=');
    return [setting.slice(0, at), setting.slice(at + 1)] as const;
  }));
}
