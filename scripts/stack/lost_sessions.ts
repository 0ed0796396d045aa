import postgres from 'postgres';

/** What the server tells a session that it ends: transaction_timeout, pg_terminate_backend. */
const TERMINATION_CODES = new Set(['25P04', '57P01']);

/**
 * Lets a process go on when the server ends a session in the middle of a transaction. The driver would write the ROLLBACK to
 * the socket that is gone, outside of any promise, which ends the process (github.com/porsager/postgres/issues/1208): here
 * nothing is written to a session that is lost, and it is not given back to the pool, which has taken it already.
 */
export function surviveLostSessions(driver: postgres.Sql): void {
  const reserve = driver.reserve.bind(driver);
  driver.reserve = async () => guard(await reserveAnew(reserve));
}

/** The driver keeps the farewell of a lost session and tells it to whoever has the connection next. */
async function reserveAnew(reserve: () => Promise<postgres.ReservedSql>): Promise<postgres.ReservedSql> {
  for (;;) {
    try {
      return await reserve();
    } catch (error) {
      if (!(error instanceof postgres.PostgresError) || !TERMINATION_CODES.has(error.code)) throw error;
    }
  }
}

function guard(session: postgres.ReservedSql): postgres.ReservedSql {
  const unsafe = session.unsafe.bind(session);
  const release = session.release.bind(session);
  let lost: Error | null = null;
  const send = (...query: Parameters<typeof unsafe>) => {
    if (lost !== null) return Promise.reject(lost);
    const sent = unsafe(...query);
    sent.catch((error: Error) => {
      if (isLoss(error)) lost = error;
    });
    return sent;
  };
  return Object.assign(session, {
    unsafe: send as typeof session.unsafe,
    release: () => {
      if (lost === null) release();
    },
  });
}

function isLoss(error: Error): boolean {
  return 'code' in error && typeof error.code === 'string' && /^(CONNECTION_|ECONN|EPIPE)/.test(error.code);
}
