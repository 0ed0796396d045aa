import { tableMakers } from './create_table.ts';
import { fillWithTables } from './fill.ts';
import { compare } from './measure.ts';
import { ratioRow, type Row } from './report.ts';
import type { Bench } from './setting.ts';
import { oneTable } from './specs.ts';

const few = 1000;

/** Compares create_table on a shard with --tables tables and on one with 1,000, alternately. */
export async function benchTableGrowth(bench: Bench): Promise<Row[]> {
  const { cluster, size } = bench;
  const other = await bench.startAnother();
  try {
    await fillWithTables({ ...bench, cluster: other }, few);
    await fillWithTables(bench, size.tables);
    const small = await tableMakers(other, oneTable);
    const large = await tableMakers(cluster, oneTable);
    const rows = [
      ratioRow(
        `create_table, ${size.tables} tables : ${few} tables`,
        await compare(size.rounds, 10, large.ours, small.ours),
        { times: 1.3 },
      ),
      ratioRow(
        `  its DDL sent raw, ${size.tables} tables : ${few} tables`,
        await compare(size.rounds, 10, large.raw, small.raw),
      ),
      ratioRow(
        `create_table : its DDL sent raw, ${size.tables} tables`,
        await compare(size.rounds, 10, large.ours, large.raw),
        { times: 1.3 },
      ),
    ];
    await Promise.all([small.end(), large.end()]);
    return rows;
  } finally {
    await other.remove();
  }
}
