import type postgres from 'postgres';
import { connect } from '../../../scripts/stack/connect.ts';
import { type Shard, startShard } from '../shard.ts';

/** A shard with a session as `supabase_admin`, which may read every table and turn triggers off. */
export interface AdminShard extends Shard {
  admin: postgres.Sql;
}

export async function startAdminShard(): Promise<AdminShard> {
  const shard = await startShard();
  const admin = connect(shard.cluster.url('supabase_admin'));
  return {
    ...shard,
    admin,
    remove: async () => {
      await admin.end();
      await shard.remove();
    },
  };
}
