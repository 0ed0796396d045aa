import postgres from 'postgres';

/** Opens one session, without printing notices. */
export function connect(url: string, options: postgres.Options<Record<string, never>> = {}): postgres.Sql {
  return postgres(url, { max: 1, onnotice: () => undefined, connect_timeout: 10, ...options });
}
