import postgres from 'postgres';

/** The SQLSTATEs with which the server ends a session: transaction_timeout, pg_terminate_backend. */
const TERMINATION_CODES = new Set(['25P04', '57P01']);

/**
 * Lets the process survive when the server ends a session during a transaction. The driver would write the ROLLBACK to the closed
 * socket, outside any promise, which ends the process (github.com/porsager/postgres/issues/1208). Therefore nothing more is sent
 * to a lost session, and it is not released to the pool, which already has it back.
 */
export function surviveLostSessions(driver: postgres.Sql): void {
  const reserve = driver.reserve.bind(driver);
  driver.reserve = async () => guard(await reserveLive(reserve));
}

/** Reserves a live session. The driver raises the error of a lost session for the next caller that gets its connection. */
async function reserveLive(reserve: () => Promise<postgres.ReservedSql>): Promise<postgres.ReservedSql> {
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
