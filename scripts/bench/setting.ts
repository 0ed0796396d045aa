import type { TestCluster } from '../stack/test_cluster.ts';

/** What every bench works with. */
export interface Bench {
  cluster: TestCluster;
  size: { apps: number; tables: number; rows: number; rounds: number };
  /** Says what is going on while nothing is measured. */
  log(line: string): void;
}
