import postgres from 'postgres';
import { connect } from '../../../scripts/stack/connect.ts';
import { type Caller, isSpec, type Request, stepsOf, type Submission } from './corpus.ts';
import { sessionOf } from './callers.ts';

/** The result of exec_sql, or a refusal or an error in the form of the Data API. */
export interface Answer {
  results?: { command: string; rows: unknown[]; row_count: number; truncated: boolean }[];
  code?: string;
  message?: string;
  details?: string;
  hint?: string;
  /** The function raised an error instead of returning one, or the session ended. */
  raised?: boolean;
  /** Who sent the request, and its rows. */
  by?: Caller;
  rows?: unknown[];
}

/** Settings that pg_settings does not list and that later calls on the connection would trust. */
const customSettings = [
  'request.jwt.claims',
  'request.jwt.claim.sub',
  'request.jwt.claim.role',
  'request.headers',
  'request.method',
  'response.status',
  'response.headers',
  'app.current_tenant',
  'app.admin',
  'app.settings.jwt_secret',
  'x.y',
];

/** A connection like those of the Data API's pool: it logs in as authenticator and sets role service_role in each transaction. */
export class PooledSession {
  readonly #sql: postgres.Sql;
  readonly #appId: number;

  constructor(url: string, appId = 57) {
    this.#sql = connect(url, { prepare: false });
    this.#appId = appId;
  }

  /** Calls exec_sql for the app as the Data API does: in a separate transaction with a time limit. */
  async exec(text: string, options: Record<string, unknown> = {}): Promise<Answer> {
    return this.#call(timeoutOf(options), (sql) => execSql(sql, this.#appId, text, options));
  }

  /** Runs a request in a separate transaction, as the Data API does. */
  async request(request: Request, timeoutMs = 8000): Promise<Answer> {
    return {
      ...await this.#call(timeoutMs, async (sql) => {
        // As the roles of the Data API have it: COMMIT runs deferred triggers without statement_timeout.
        await sql`select set_config('transaction_timeout', ${String(timeoutMs + 250)}, true)`;
        return runRequest(sql, request);
      }),
      by: request.as,
    };
  }

  createTable(spec: Record<string, unknown>): Promise<Answer> {
    return this.#call(8000, (sql) => createTable(sql, this.#appId, spec));
  }

  /** Makes the same calls in one transaction that is rolled back. They stop at the first refusal. */
  async tryOut(submission: Submission, options: Record<string, unknown> = {}): Promise<Answer[]> {
    const answers: Answer[] = [];
    const last = await this.#call(timeoutOf(options), async (sql) => {
      if (isSpec(submission)) answers.push(await createTable(sql, this.#appId, submission.spec));
      else {
        for (const step of stepsOf(submission)) {
          answers.push(
            typeof step === 'string' ? await execSql(sql, this.#appId, step, options) : await runRequest(sql, step),
          );
          if (answers.at(-1)?.code !== undefined) break;
        }
        // What COMMIT would check.
        await sql`set constraints all immediate`;
      }
      throw new RolledBack();
    });
    return last.message === 'rolled back' ? answers : [...answers, last];
  }

  async #call(timeoutMs: number, query: (sql: postgres.TransactionSql) => Promise<Answer>): Promise<Answer> {
    try {
      return await this.#sql.begin(async (sql) => {
        await sql`
          select set_config('role', 'service_role', true), set_config('request.jwt.claims', '{"role": "service_role"}', true),
            set_config('statement_timeout', ${String(timeoutMs)}, true)`;
        return await query(sql);
      }) as Answer;
    } catch (error) {
      if (error instanceof RolledBack) return { message: 'rolled back' };
      if (!(error instanceof postgres.PostgresError)) {
        return { code: 'connection', message: String(error), raised: true };
      }
      const { code, message, detail, hint } = error;
      return {
        code,
        message,
        ...(detail === undefined ? {} : { details: detail }),
        ...(hint === undefined ? {} : { hint }),
        raised: true,
      };
    }
  }

  /** Everything that could survive a call on the connection, by name. */
  async state(): Promise<Map<string, string>> {
    const rows = await this.#sql.unsafe<{ name: string; value: string | null }[]>(`
      select 'setting ' || name as name, setting as value from pg_settings
      where name not in ('transaction_isolation', 'transaction_read_only', 'transaction_deferrable')
      union all select 'setting ' || name, nullif(current_setting(name, true), '') from unnest(array['${
      customSettings.join("','")
    }']) as name
      union all select 'role', current_user || ' of ' || session_user
      union all select 'temporary ' || relname, relkind::text from pg_class where relnamespace = pg_my_temp_schema() and relnamespace <> 0
      union all select 'temporary ' || proname, 'function' from pg_proc where pronamespace = pg_my_temp_schema() and pronamespace <> 0
      union all select 'lock ' || locktype || ' ' || coalesce(classid, 0) || ' ' || coalesce(objid, 0), mode
        from pg_locks where pid = pg_backend_pid() and locktype = 'advisory'
      union all select 'channel ' || channel, 'listening' from pg_listening_channels() as channel
      union all select 'prepared ' || name, statement from pg_prepared_statements
      union all select 'cursor ' || name, statement from pg_cursors where is_holdable`);
    return new Map(rows.map((row) => [row.name, row.value ?? '']));
  }

  /** The server process of the connection. Loads plpgsql, so that its settings exist from then on. */
  async pid(): Promise<number> {
    await this.#sql.unsafe('do $$ begin end $$');
    const rows = await this.#sql.unsafe<{ pid: number }[]>('select pg_backend_pid() as pid');
    return rows[0]?.pid ?? 0;
  }

  /** Closes the connection. With a timeout of 0, a running query loses its client at once. */
  end(timeout = 5): Promise<void> {
    return this.#sql.end({ timeout });
  }
}

class RolledBack extends Error {}

async function execSql(
  sql: postgres.TransactionSql,
  appId: number,
  text: string,
  options: Record<string, unknown>,
): Promise<Answer> {
  const [row] = await sql<{ answer: Answer }[]>`select platform.exec_sql(${appId}, ${text}, ${
    sql.json(options as postgres.JSONValue)
  }) as answer`;
  return row?.answer ?? {};
}

/** Runs SQL with the role and the claims of a caller, and returns to those of the platform. */
async function runRequest(sql: postgres.TransactionSql, { as, run }: Request): Promise<Answer> {
  await sql.unsafe(sessionOf(as));
  const rows = await sql.unsafe(run);
  await sql.unsafe(sessionOf('platform'));
  return { rows: [...rows] };
}

async function createTable(
  sql: postgres.TransactionSql,
  appId: number,
  spec: Record<string, unknown>,
): Promise<Answer> {
  const [row] = await sql<{ answer: Answer }[]>`select platform.create_table(${appId}, ${
    sql.json(spec as postgres.JSONValue)
  }) as answer`;
  return row?.answer ?? {};
}

function timeoutOf(options: Record<string, unknown>): number {
  return typeof options['timeout_ms'] === 'number' ? options['timeout_ms'] : 8000;
}

/** The names of the entries that differ between two states of a connection. */
export function stateChanges(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] {
  return [...new Set([...before.keys(), ...after.keys()])].filter((name) => before.get(name) !== after.get(name));
}
