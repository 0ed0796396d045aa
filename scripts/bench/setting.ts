import type { TestCluster } from '../stack/test_cluster.ts';

/** What every part of the benchmark receives. */
export interface Bench {
  cluster: TestCluster;
  /** Starts a second cluster like the first. The caller removes it. */
  startAnother(): Promise<TestCluster>;
  /** Without `apps`, each part chooses how many apps the shard gets. */
  size: { apps?: number; tables: number; rows: number; rounds: number };
  /** Reports progress, only while nothing is measured. */
  log(line: string): void;
}
