import type { TestCluster } from '../stack/test_cluster.ts';

/** What every part of the bench works with. */
export interface Bench {
  cluster: TestCluster;
  /** Starts a second cluster like the first; the part that starts it removes it. */
  startAnother(): Promise<TestCluster>;
  /** How many apps the shard gets is up to the part unless the user said it. */
  size: { apps?: number; tables: number; rows: number; rounds: number };
  /** Reports progress while nothing is measured. */
  log(line: string): void;
}
