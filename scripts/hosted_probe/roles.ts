import type postgres from 'postgres';
import { holds, type Probe } from './probe.ts';

/** Runs a statement, rolls it back, and returns its SQLSTATE, or null if it was accepted. */
async function refusal(sql: postgres.Sql, statement: string): Promise<string | null> {
  const rolledBack = new Error('rolled back');
  try {
    await sql.begin(async (transaction) => {
      await transaction.unsafe(statement);
      throw rolledBack;
    });
  } catch (error) {
    return error === rolledBack ? null : (error as { code: string }).code;
  }
  return null;
}

async function value<Value>(rows: PromiseLike<readonly { value: Value }[]>): Promise<Value | undefined> {
  return (await rows)[0]?.value;
}

export const roleProbes: Probe[] = [
  {
    id: 'H-ROLE-1',
    run: async ({ sql }) => {
      const attributes = await value(sql<{ value: string }[]>`
        select concat_ws(' ', rolsuper, rolcreaterole, rolbypassrls, rolname = current_user) as value
        from pg_catalog.pg_roles where rolname = 'postgres'`);
      holds(attributes === 'f t t t', `superuser, createrole, bypassrls, signed in as postgres: ${attributes}`);
    },
  },
  {
    id: 'H-ROLE-2',
    run: async ({ sql, appId, table }) => {
      const owner = await value(sql<{ value: string }[]>`
        select pg_get_userbyid(relowner) as value from pg_catalog.pg_class where oid = ${`public.${table}`}::regclass`);
      holds(owner === `app_${appId}`, `the table of the scratch app belongs to ${owner}`);
    },
  },
  {
    id: 'H-ROLE-3',
    run: async ({ sql }) => {
      const bypassing = await value(sql<{ value: string[] }[]>`
        select array_agg(rolname::text order by rolname) as value from pg_catalog.pg_roles
        where rolbypassrls and rolname in ('anon', 'authenticated', 'authenticator', 'service_role', 'app_service')`);
      holds(String(bypassing) === 'service_role', `these bypass row-level security: ${bypassing}`);
    },
  },
  {
    id: 'H-ROLE-4',
    run: async ({ sql }) => {
      const members = await value(sql<{ value: string }[]>`
        select string_agg(roleid::regrole::text, ' ' order by roleid::regrole::text) as value
        from pg_catalog.pg_auth_members where member = 'authenticator'::regrole and set_option`);
      const roles = ['anon', 'app_service', 'authenticated', 'service_role'];
      holds(roles.every((role) => members?.split(' ').includes(role)), `authenticator may become: ${members}`);
    },
  },
  {
    id: 'H-ROLE-5',
    run: async ({ sql }) => {
      for (const setting of ['db_pre_request', 'openapi_mode']) {
        const code = await refusal(sql, `alter role authenticator set pgrst.${setting} = 'disabled'`);
        holds(code === null, `postgres may not set pgrst.${setting}: ${code}. See the findings of verify_shard`);
      }
    },
  },
  {
    id: 'H-ROLE-6',
    run: async ({ sql }) => {
      const code = await refusal(sql, `alter role authenticator set appshard.probe = 'x'`);
      holds(code === '42501', `postgres may set parameters of its own (${code}); the table of settings could go`);
    },
  },
  {
    id: 'H-ROLE-7',
    run: async ({ sql }) => {
      const unlimited = await sql<{ rolname: string }[]>`
        select rolname from pg_catalog.pg_roles where rolname in ('anon', 'authenticated', 'authenticator', 'app_service')
          and not coalesce(array_to_string(rolconfig, ' '), '') ~ 'statement_timeout=[1-9]'`;
      holds(unlimited.length === 0, `without a time limit: ${unlimited.map(({ rolname }) => rolname)}`);
    },
  },
  {
    id: 'H-ROLE-8',
    run: async ({ sql, table }) => {
      const granted = await value(sql<{ value: boolean }[]>`
        select has_table_privilege('anon', ${`public.${table}`}, 'SELECT,INSERT,UPDATE,DELETE,TRUNCATE')
          or has_table_privilege('authenticated', ${`public.${table}`}, 'TRUNCATE,REFERENCES,TRIGGER,MAINTAIN') as value`);
      holds(granted === false, 'default privileges reach a new table of an app');
    },
  },
  {
    id: 'H-ROLE-9',
    run: async ({ sql }) => {
      for (const role of ['anon', 'authenticated', 'app_service']) {
        const code = await refusal(sql, `alter role ${role} set transaction_timeout = '20s'`);
        holds(
          code === null,
          `postgres may not set transaction_timeout for ${role}: ${code}. See the findings of verify_shard`,
        );
      }
    },
  },
];
