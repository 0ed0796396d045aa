import { untilServed } from '../stack/client.ts';
import { holds, type Probe, Unknown } from './probe.ts';
import type { Scratch } from './scratch.ts';
import { sendAsMember } from './send.ts';

interface Seen {
  role: string;
  session: string;
  read_only: string;
  limit: string;
  claims: { role?: string; sub?: string };
}

async function seen(client: Scratch['anon'], get = false): Promise<Seen> {
  const { data, error } = await client.rpc('hosted_probe', {}, { get });
  if (error !== null) throw error;
  return data as Seen;
}

async function refusesEstimate(scratch: Scratch, prefer: string | string[]): Promise<void> {
  const { status, contentRange, body } = await sendAsMember(scratch, `/rest/v1/${scratch.table}`, { prefer });
  holds(
    status === 403 && body.includes('planner_estimate_refused'),
    `status ${status}, content-range "${contentRange}", ${body}`,
  );
}

export const dataApiProbes: Probe[] = [
  { id: 'H-API-1', run: (scratch) => refusesEstimate(scratch, 'count=planned') },
  {
    id: 'H-API-2',
    run: async (scratch) => {
      await refusesEstimate(scratch, ['count=planned', 'return=minimal']);
      await refusesEstimate(scratch, ['count=estimated', 'handling=lenient', 'count=exact']);
    },
  },
  {
    id: 'H-API-3',
    run: async (scratch) => {
      const { status, body } = await sendAsMember(scratch, '/rest/v1/', {});
      holds(status >= 400 && !body.includes(scratch.table), `the root path lists tables (status ${status})`);
    },
  },
  {
    id: 'H-API-4',
    run: async ({ anon, member, platform }) => {
      const [visitor, user, server] = await Promise.all([seen(anon), seen(member.client), seen(platform)]);
      const roles = [visitor, user, server].map(({ role, session }) => `${role} in a session of ${session}`);
      holds(
        String(roles) ===
          String(['anon', 'authenticated', 'service_role'].map((role) => `${role} in a session of authenticator`)),
        roles.join(', '),
      );
      holds(user.claims.sub === member.id, `request.jwt.claims is ${JSON.stringify(user.claims)}`);
    },
  },
  {
    id: 'H-API-5',
    run: async ({ anon }) => {
      const [read, write] = [(await seen(anon, true)).read_only, (await seen(anon)).read_only];
      holds(read === 'on' && write === 'off', `transaction_read_only is ${read} for GET and ${write} for POST`);
    },
  },
  {
    id: 'H-API-6',
    run: async ({ anon, sql }) => {
      const [limit] = await sql<{ ms: number | null }[]>`
        select (extract(epoch from split_part(setting, '=', 2)::interval) * 1000)::int as ms
        from pg_catalog.pg_roles, unnest(rolconfig) as setting
        where rolname = 'anon' and setting ~ '^statement_timeout=\\d+m?s$'`;
      if ((limit?.ms ?? 0) > 3000 || !limit) throw new Unknown('anon has no limit of 3 s or less');
      const { error } = await anon.rpc('hosted_probe_slow');
      holds(error === null, `a function with a limit of 30 s ended after that of anon: ${error?.message}`);
    },
  },
  {
    id: 'H-API-7',
    run: async ({ platform }) => {
      const { status, error } = await platform.schema('platform').rpc('get_app', { app_id: 999_999_999_999 });
      holds(status === 404 && error?.details === 'app_not_found', `status ${status}, ${JSON.stringify(error)}`);
    },
  },
  {
    id: 'H-API-8',
    run: async ({ member, table }) => {
      const { error } = await member.client.from(table).delete();
      holds(error?.code === '21000', `a DELETE without a filter is not refused: ${JSON.stringify(error)}`);
    },
  },
  {
    id: 'H-API-9',
    run: async ({ sql, appId, platform }) => {
      await sql`select platform.create_table(${appId}, '{"name": "later", "columns": [{"name": "text", "type": "text"}]}')`;
      await untilServed(platform, `app_${appId}_later`);
    },
  },
  {
    id: 'H-API-10',
    run: async ({ anon, member, platform, appId }) => {
      for (const client of [anon, member.client]) {
        const { error } = await client.schema('platform').rpc('get_app', { app_id: appId });
        holds(error?.code === '42501', `a user reaches the schema platform: ${JSON.stringify(error)}`);
      }
      const { error } = await platform.schema('platform').rpc('get_app', { app_id: appId });
      holds(error === null, `the secret key does not reach the schema platform: ${error?.message}`);
    },
  },
  {
    id: 'H-API-11',
    run: async ({ anon, member, table, sql }) => {
      const [row] = await sql<{ tables: number }[]>`
        select count(*)::int as tables from pg_catalog.pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'v')`;
      for (const client of [anon, member.client]) {
        const { error } = await client.from(`${table}s`).select();
        if (error?.hint && (row?.tables ?? 0) < 500) {
          throw new Unknown(`the shard has ${row?.tables} tables, fewer than 500`);
        }
        holds(error?.code === 'PGRST205' && error.hint === null, `a hint names a table: ${JSON.stringify(error)}`);
      }
    },
  },
  {
    id: 'H-API-12',
    run: async ({ anon, member }) => {
      const limits = (await Promise.all([seen(anon), seen(member.client)])).map(({ limit }) => limit);
      holds(limits.every((limit) => limit !== '0'), `transaction_timeout of a visitor and of a member: ${limits}`);
    },
  },
];
