import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { performance } from 'node:perf_hooks';
import { connect } from '../stack/connect.ts';
import { projectRoot } from '../stack/paths.ts';
import { describeSqlError } from '../stack/sql_file.ts';
import { readTap, type TapResult } from './tap.ts';

export interface FileResult extends TapResult {
  milliseconds: number;
}

/** Runs one pgTAP file unchanged, in one session, and parses its TAP. */
export async function runPgtapFile(url: string, file: string): Promise<FileResult> {
  const name = relative(projectRoot, file);
  const text = readFileSync(file, 'utf8');
  const started = performance.now();
  const lines: string[] = [];
  let sqlError: string | undefined;
  // A test that waits forever for a lock must not block the run.
  const sql = connect(url, { connection: { statement_timeout: 120_000 } });
  try {
    // Row by row, because after an error the results of the earlier statements would be lost.
    await sql.unsafe(text).forEach((row) => lines.push(...tapLines(row)));
  } catch (error) {
    sqlError = describeSqlError(error, name, text);
  } finally {
    await sql.end({ timeout: 5 });
  }
  const result = readTap(lines);
  if (sqlError !== undefined) result.problems.unshift(sqlError);
  else if (!/\bfinish\s*\(/.test(text)) result.problems.push('The file does not call finish()');
  return { ...result, failed: result.problems.length, milliseconds: performance.now() - started };
}

function tapLines(row: Record<string, unknown>): string[] {
  return Object.values(row).flatMap((value) => (typeof value === 'string' ? value.split('\n') : []));
}
