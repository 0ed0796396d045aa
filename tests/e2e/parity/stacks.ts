import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type postgres from 'postgres';
import { type Client, connectClient } from '../../../scripts/stack/client.ts';
import { connect } from '../../../scripts/stack/connect.ts';
import { startGateway } from '../../../scripts/stack/gateway.ts';
import { localKeys } from '../../../scripts/stack/keys.ts';
import { freePort } from '../../../scripts/stack/ports.ts';
import { startTestCluster } from '../../../scripts/stack/test_cluster.ts';
import { callFunction } from '../../support/functions.ts';
import { callPlatform, clientWithToken, mintToken, project, signUp } from '../../support/project.ts';
import type { Actor, Step } from './step.ts';

/** A place where the cases run: an app of the shard, or a plain Supabase project. */
export interface Place {
  clients: Record<Actor, Client>;
  /** The ids of alice and bob, and their addresses, which differ between the places. */
  names: Record<string, string>;
  /** Runs the SQL of a case, or throws why it is refused. */
  run(sql: string): Promise<void>;
  /** Reads past every policy. */
  rows(query: string): Promise<unknown>;
  end(): Promise<void>;
}

/** An app of the shard, with two members and two keys, and a member of another app. */
export async function startShard(): Promise<Place & { appId: number }> {
  const appId = (await callPlatform<{ id: number }>('create_app', { name: 'Parity' })).id;
  const otherId = (await callPlatform<{ id: number }>('create_app', { name: 'Other' })).id;
  const [alice, bob, eve] = [await signUp(appId, 'alice'), await signUp(appId, 'bob'), await signUp(otherId, 'eve')];
  const key = async (scopes: string[]): Promise<Client> =>
    clientWithToken(
      String((await callFunction('POST', 'keys', { app_id: appId, name: 'Parity', scopes })).body['key']),
    );
  const admin = connect(project().databaseUrls.supabaseAdmin);
  return {
    appId,
    clients: {
      visitor: connectClient(project().url, project().keys.publishableKey),
      alice: alice.client,
      bob: bob.client,
      eve: eve.client,
      reader: await key(['read']),
      server: await key(['read', 'write']),
    },
    names: namesOf(alice, bob),
    run: async (sql) => {
      const answer = await callPlatform<{ code?: string; details?: string; message?: string }>('exec_sql', {
        app_id: appId,
        sql,
      });
      if (answer.code !== undefined) throw new Error(`${answer.code} ${answer.details}: ${answer.message}`);
    },
    rows: (query) => rowsOf(admin, query),
    end: () => admin.end(),
  };
}

/**
 * A Supabase project of its own without Appshard: older default privileges, the same Data API. There the member of another app is a
 * visitor, because that is what the app's code must take her for, and both keys are the service role.
 */
export async function startPlain(): Promise<Place> {
  const cluster = await startTestCluster({ template: 'hosted' });
  const admin = connect(cluster.url());
  await admin`create table public.first (id int)`;
  const gateway = await startGateway({
    port: await freePort(),
    databasePort: cluster.port,
    keys: localKeys,
    functionsOrigin: () => null,
    logFile: join(cluster.dataDir, 'gateway.log'),
  });
  const visitor = connectClient(gateway.url, localKeys.publishableKey);
  const service = connectClient(gateway.url, localKeys.secretKey);
  const [alice, bob] = [await addAccount(admin, gateway.url, 'alice'), await addAccount(admin, gateway.url, 'bob')];
  return {
    clients: { visitor, alice: alice.client, bob: bob.client, eve: visitor, reader: service, server: service },
    names: namesOf(alice, bob),
    run: async (sql) => void (await admin.unsafe(sql)),
    rows: (query) => rowsOf(admin, query),
    end: async () => {
      await gateway.close();
      await admin.end();
      await cluster.remove();
    },
  };
}

interface Person {
  client: Client;
  userId: string;
  email: string;
}

/** Adds an account, and returns a client with a token as Auth would sign it. */
async function addAccount(admin: postgres.Sql, url: string, name: string): Promise<Person> {
  const email = `${name}.${randomUUID()}@example.com`;
  const userId = randomUUID();
  await admin`insert into auth.users (id, email, created_at, updated_at) values (${userId}, ${email}, now(), now())`;
  return {
    client: connectClient(url, localKeys.publishableKey, await mintToken({ sub: userId, email })),
    userId,
    email,
  };
}

function namesOf(alice: Person, bob: Person): Record<string, string> {
  return {
    '<alice>': alice.userId,
    '<bob>': bob.userId,
    '<address of alice>': alice.email,
    '<address of bob>': bob.email,
  };
}

async function rowsOf(admin: postgres.Sql, query: string): Promise<unknown> {
  return await admin.unsafe(query);
}

/** Sends what a step says, with its names already filled in, and returns the rows or the error. */
export async function send(client: Client, { kind, name, values, filters, get }: Step): Promise<unknown> {
  const { select, eq, order, limit } = filters;
  const filtered = (query: ReturnType<ReturnType<typeof client.from>['select']>) => {
    let chained = query;
    for (const [column, value] of Object.entries(eq ?? {})) chained = chained.eq(column, value as string);
    if (order !== undefined) chained = chained.order(order);
    return limit === undefined ? chained : chained.limit(limit);
  };
  const table = client.from(name);
  const query = () => {
    if (kind === 'insert') return table.insert(values);
    if (kind === 'update') return filtered(table.update(values).match(eq ?? {}) as never);
    if (kind === 'delete') return table.delete().match(eq ?? {});
    if (kind === 'select') return filtered(table.select(select ?? '*') as never);
    const called = client.rpc(name, values, { get });
    return filtered((select === undefined ? called : called.select(select)) as never);
  };
  const { data, error } = await query();
  if (error === null) return { data };
  return { code: error.code, ...(error.code === 'P0001' ? { message: error.message, hint: error.hint } : {}) };
}
