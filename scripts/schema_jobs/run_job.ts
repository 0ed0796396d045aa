import type postgres from 'postgres';
import { z } from 'zod';

const job = z.object({
  role: z.string(),
  index: z.string().nullable(),
  is_remnant: z.boolean(),
  is_made: z.boolean(),
  statement: z.string(),
  follow_up: z.string().nullable(),
}).nullable();

export type Outcome = 'done' | 'failed' | 'taken';

/**
 * Runs one job of platform.schema_jobs on its own connection, as the app's role, outside any transaction, because an index is
 * built concurrently. It first drops what an interrupted attempt left behind. A failure is recorded in the job's row.
 *
 * @returns `taken` if another session is running the job, or it is already done
 */
export async function runJob(sql: postgres.Sql, id: string): Promise<Outcome> {
  const session = await sql.reserve();
  try {
    const [row] = await session<{ job: unknown }[]>`select platform.begin_schema_job(${id}) as job`;
    const task = job.parse(row?.job);
    if (task === null) return 'taken';
    const failure = await attempt(session, task);
    await session`reset role`;
    await session`select platform.end_schema_job(${id}, ${failure})`;
    return failure === null ? 'done' : 'failed';
  } finally {
    session.release();
  }
}

/** Returns what went wrong, or null. */
async function attempt(session: postgres.ReservedSql, task: NonNullable<z.infer<typeof job>>): Promise<string | null> {
  try {
    await session`set role ${session(task.role)}`;
    if (task.is_remnant && task.index !== null) await session`drop index concurrently public.${session(task.index)}`;
    if (!task.is_made) await session.unsafe(task.statement);
    if (task.follow_up !== null) await session.unsafe(task.follow_up);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
