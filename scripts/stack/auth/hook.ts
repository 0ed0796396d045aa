import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Auth } from './auth.ts';
import { AuthError } from './auth_error.ts';
import type { Metadata } from './users.ts';

const answer = z.object({ error: z.object({ http_code: z.number(), message: z.string() }).optional() });

/** Runs the hook before_user_created, in Auth's own session and before a new account, and throws its refusal. */
export async function beforeUserCreated({ sql, settings }: Auth, email: string, data: Metadata): Promise<void> {
  const { uri } = settings.hook.before_user_created;
  const [schema, name] = uri.replace('pg-functions://postgres/', '').split('/') as [string, string];
  const event = {
    metadata: { uuid: randomUUID(), time: new Date(), name: 'before-user-created', ip_address: '127.0.0.1' },
    user: { email, user_metadata: data },
  };
  const [row] = await sql`select ${sql(schema)}.${sql(name)}(${sql.json(event as never)}) as result`;
  const { error } = answer.parse(row?.['result']);
  if (error !== undefined) throw new AuthError(error.http_code, 'unknown', error.message);
}
