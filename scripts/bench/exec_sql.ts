import type postgres from 'postgres';
import { compare, time, type Timed } from './measure.ts';
import { addedRow, type Row } from './report.ts';
import type { Bench } from './setting.ts';
import { connectPlatform } from './shard.ts';
import { makeTwins } from './twins.ts';

const goal = 1;
const runs = 40;

/** Compares a point query through exec_sql with the same query sent raw, in the same session. */
export async function benchExecSql(bench: Bench): Promise<Row[]> {
  const { appId, guarded, ids } = await makeTwins(bench, { users: 10, rowsPerUser: 1000 });
  const platform = await connectPlatform(bench.cluster);
  const { rounds } = bench.size;
  let next = 0;
  const id = () => ids[next++ % ids.length] ?? '';
  const ours = (text: (id: string) => string, options: (id: string) => postgres.JSONValue): Timed => async () => {
    const key = id();
    const [sql, given] = [text(key), platform.json(options(key))];
    return time(() => platform`select platform.exec_sql(${appId}, ${sql}, ${given})`);
  };
  const raw: Timed = () => time(() => platform.unsafe(`select * from public.${guarded} where id = $1`, [id()]));
  const parameter = ours(
    () => `select * from ${guarded} where id = $1`,
    (key) => ({ parameters: [key], read_only: true }),
  );
  const literal = ours((key) => `select * from ${guarded} where id = '${key}'`, () => ({ read_only: true }));
  try {
    const committed = await compare(rounds, runs, parameter, raw);
    await platform.unsafe('begin');
    const same = await compare(rounds, runs, parameter, raw);
    const other = await compare(rounds, runs, literal, raw);
    await platform.unsafe('rollback');
    return [
      addedRow('point query by exec_sql - raw, the same SQL', committed, goal),
      addedRow('  without the commit of its audit row', same, goal),
      addedRow('  without the commit, new SQL each time', other),
    ];
  } finally {
    await platform.end();
  }
}
