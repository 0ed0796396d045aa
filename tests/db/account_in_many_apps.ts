import { randomUUID } from 'node:crypto';
import type postgres from 'postgres';
import { connect } from '../../scripts/stack/connect.ts';
import { startTestCluster, type TestCluster } from '../../scripts/stack/test_cluster.ts';

/** The settings of a small hosted project. */
const settings = { max_connections: '60', max_locks_per_transaction: '64' };

export interface Batch {
  finished: number;
  failed: number;
  pending: number;
}

/** A small shard with apps of four tables, in which one account may be a member of all. */
export class ManyApps {
  private constructor(
    readonly cluster: TestCluster,
    readonly sql: postgres.Sql,
    readonly auth: postgres.Sql,
    public appIds: string[],
  ) {}

  static async start(apps: number): Promise<ManyApps> {
    const cluster = await startTestCluster({ settings });
    const sql = connect(cluster.url());
    const columns = [{ name: 'text', type: 'text' }];
    const tables = [{ name: 'todos', columns }, { name: 'notes', columns }, {
      name: 'lists',
      scope: 'shared',
      columns,
    }];
    const appIds: string[] = [];
    for (let index = 0; index < apps; index++) {
      const [app] = await sql<{ id: string }[]>`
        select platform.create_app('Many', tables => ${sql.json(tables)}) ->> 'id' as id`;
      appIds.push(app?.id ?? '');
    }
    return new ManyApps(cluster, sql, connect(cluster.url('supabase_auth_admin')), appIds);
  }

  async stop(): Promise<void> {
    await Promise.all([this.sql.end({ timeout: 1 }), this.auth.end({ timeout: 1 })]);
    await this.cluster.remove();
  }

  /** Creates an account that is a member of that many apps, with a private row in each. */
  async memberOf(count: number): Promise<string> {
    const userId = randomUUID();
    await this.auth`
      insert into auth.users (id, email, raw_user_meta_data, raw_app_meta_data, created_at, updated_at)
      values (${userId}, ${`${userId}@example.com`}, '{}', '{}', now(), now())`;
    for (const appId of this.appIds.slice(0, count)) {
      await this.sql`select platform.add_member(${appId}, ${userId})`;
      await this.sql`insert into ${this.sql(`app_${appId}_todos`)} (user_id, text) values (${userId}, ${userId})`;
    }
    return userId;
  }

  /** Does one batch of the queue. */
  async finish(session = this.sql): Promise<Batch> {
    const [row] = await session<{ result: Batch }[]>`select platform.finish_account_changes() as result`;
    return row?.result ?? { finished: 0, failed: 0, pending: -1 };
  }

  async finishAll(): Promise<void> {
    while ((await this.finish()).finished > 0);
  }

  async problems(): Promise<string[]> {
    const rows = await this.sql<{ problem: string }[]>`select problem from platform.verify_shard()`;
    return rows.map(({ problem }) => problem);
  }
}
