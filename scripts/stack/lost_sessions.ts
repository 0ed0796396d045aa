import type postgres from 'postgres';

/**
 * Lets a process go on when the server ends a session in the middle of a transaction, as transaction_timeout and
 * pg_terminate_backend do. The driver would write the ROLLBACK to the socket that is gone, outside of any promise, which
 * ends the process (github.com/porsager/postgres/issues/1208): here nothing is written to a session that is lost, and it is
 * not given back to the pool, which has taken it already.
 */
export function surviveLostSessions(driver: postgres.Sql): void {
  const reserve = driver.reserve.bind(driver);
  driver.reserve = async () => {
    const session = await reserve();
    const unsafe = session.unsafe.bind(session);
    const release = session.release.bind(session);
    let lost: Error | null = null;
    const send = (...query: Parameters<typeof unsafe>) => {
      if (lost !== null) return Promise.reject(lost);
      const sent = unsafe(...query);
      sent.catch((error: Error) => {
        if (isLostSession(error)) lost = error;
      });
      return sent;
    };
    return Object.assign(session, {
      unsafe: send as typeof session.unsafe,
      release: () => {
        if (lost === null) release();
      },
    });
  };
}

function isLostSession(error: Error): boolean {
  return 'code' in error && typeof error.code === 'string' && /^(CONNECTION_|ECONN|EPIPE)/.test(error.code);
}
