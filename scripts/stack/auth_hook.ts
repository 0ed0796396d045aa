import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { connect } from './connect.ts';

const signUpBody = z.object({ email: z.string().optional(), data: z.record(z.string(), z.unknown()).nullish() });
const answer = z.object({ error: z.object({ http_code: z.number(), message: z.string() }).optional() });

export interface SignUpHook {
  /** Returns the refusal of a sign-up, or null. */
  refusalOf(request: Request): Promise<Response | null>;
  close(): Promise<void>;
}

/** Runs the hook before_user_created, which Supabase Lite lacks, as Auth does: in its own session, before a new account. */
export function createSignUpHook(databaseUrl: string, uri: string): SignUpHook {
  const [schema, name] = uri.replace('pg-functions://postgres/', '').split('/') as [string, string];
  const sql = connect(databaseUrl);
  return {
    refusalOf: async (request) => {
      const body = signUpBody.safeParse(await request.clone().json().catch(() => null));
      if (!body.success) return null;
      const { email = '', data } = body.data;
      const known = await sql`select from auth.users where email = ${email.toLowerCase()}`;
      if (known.length > 0) return null;
      const event = {
        metadata: {
          uuid: randomUUID(),
          time: new Date().toISOString(),
          name: 'before-user-created',
          ip_address: '127.0.0.1',
        },
        user: { email: email.toLowerCase(), user_metadata: data ?? {} },
      };
      const [row] = await sql`select ${sql(schema)}.${sql(name)}(${sql.json(event as never)}) as result`;
      const { error } = answer.parse(row?.['result']);
      if (error === undefined) return null;
      return Response.json({ code: 'unknown', message: error.message }, {
        status: error.http_code,
        headers: { 'x-supabase-api-version': '2024-01-01' },
      });
    },
    close: () => sql.end({ timeout: 1 }),
  };
}
