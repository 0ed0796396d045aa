import { createPostgresConnection } from '@supabase/lite/postgres';
import type { IntrospectResult } from '@supabase/lite';
import postgres from 'postgres';
import { setTimeout as sleep } from 'node:timers/promises';

/** What the Data API knows about the database until the next reload. */
export interface Schema {
  relations: IntrospectResult;
  /** Settings of a role (`alter role … set …`) that apply to its requests, by role and name. */
  roleSettings: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** Settings of a function that apply to the whole request that calls it, by `schema.name`. */
  functionSettings: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

/** PostgREST hoists these settings from a function to the transaction. Any other setting applies inside the function. */
const hoisted = new Set(['statement_timeout', 'default_transaction_isolation', 'plan_filter.statement_cost_limit']);

/** PostgREST waits this long for more notifications before it reloads. */
const debounceMs = 50;

/**
 * The schema cache, like PostgREST's: it is read completely, and again after NOTIFY pgrst. A burst of notifications causes one
 * reload; a notification during a reload causes another one after it. Meanwhile requests use the previous state.
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
   * @param adminUrl a role that sees every table, because information_schema shows a role only what it may access
   * @param listenUrl the role that listens; on hosted projects authenticator
   */
  static async open(adminUrl: string, listenUrl: string): Promise<SchemaCache> {
    const quiet = { onnotice: () => undefined };
    const connection = createPostgresConnection({ url: adminUrl, postgresOptions: { ...quiet, max: 1 } });
    const listener = postgres(listenUrl, { ...quiet, max: 1 });
    const cache = new SchemaCache(connection, listener, await readSchema(connection));
    // Notifications sent while the listener was disconnected are lost, so it reloads whenever it reconnects.
    await listener.listen('pgrst', () => void cache.reload(), () => void cache.reload());
    return cache;
  }

  get current(): Schema {
    return this.#schema;
  }

  /** Resolves when the cache contains everything that was committed before the call. */
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

/** Reads the schema. Lite returns an empty one if its queries fail, as when a table is dropped between two of them. */
async function introspect(connection: ReturnType<typeof createPostgresConnection>): Promise<IntrospectResult> {
  for (let attempt = 1; attempt <= 5; attempt++) {
    const relations = await connection.introspect({ useCache: false });
    if (relations.tables.length > 0) return relations;
    await sleep(debounceMs);
  }
  throw new Error('Cannot introspect the database: it has no table');
}

function parseSettings(settings: readonly string[]): Map<string, string> {
  return new Map(settings.map((setting) => {
    const at = setting.indexOf('=');
    return [setting.slice(0, at), setting.slice(at + 1)] as const;
  }));
}
