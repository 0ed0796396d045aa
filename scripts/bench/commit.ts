import { connect } from '../stack/connect.ts';
import type { Cluster } from '../stack/postgres.ts';
import { compare, time, type Timed } from './measure.ts';

/**
 * Settings that make every commit wait as long as it would for a disk. commit_delay has an effect only with fsync on, and only
 * while commit_siblings other transactions are open: here 0.
 */
export function commitSettings(milliseconds: number): Record<string, string> {
  return { commit_delay: String(milliseconds * 1000), commit_siblings: '0' };
}

/** Measures how many milliseconds a commit of one row really takes: the same insert with and without waiting for its WAL. */
export async function measureCommit(cluster: Cluster): Promise<number> {
  const [waiting, other] = [connect(cluster.url('supabase_admin')), connect(cluster.url('supabase_admin'))];
  await waiting`create table public.bench_commits (id integer)`;
  await other`set synchronous_commit = off`;
  const insert = (sql: typeof waiting): Timed => () => time(() => sql`insert into public.bench_commits values (1)`);
  const { added } = await compare(5, 20, insert(waiting), insert(other));
  await waiting`drop table public.bench_commits`;
  await Promise.all([waiting.end(), other.end()]);
  return added.median;
}
