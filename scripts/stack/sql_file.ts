import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import postgres from 'postgres';
import { projectRoot } from './paths.ts';

/** An SQL error with the file and the line where it occurred. */
export class SqlFileError extends Error {
  override name = 'SqlFileError';
}

/** Runs the SQL of a file as one batch, which is one transaction unless the SQL says otherwise. */
export async function runSqlText(sql: postgres.Sql, name: string, text: string): Promise<void> {
  try {
    await sql.unsafe(text);
  } catch (error) {
    throw new SqlFileError(describeSqlError(error, name, text), { cause: error });
  }
}

export function runSqlFile(sql: postgres.Sql, file: string): Promise<void> {
  return runSqlText(sql, relative(projectRoot, file), readFileSync(file, 'utf8'));
}

export function describeSqlError(error: unknown, name: string, text: string): string {
  if (!(error instanceof postgres.PostgresError)) return `${name}: ${String(error)}`;
  const line = lineOf(error, text);
  const parts = [`${name}${line === null ? '' : `:${line}`}: ${error.code} ${error.message}`];
  if (error.detail) parts.push(`  detail: ${error.detail}`);
  if (error.hint) parts.push(`  hint: ${error.hint}`);
  if (error.where) parts.push(`  where: ${error.where}`);
  return parts.join('\n');
}

/** Returns the line of an error. The server counts characters; one outside the BMP is two units of a JavaScript string. */
function lineOf(error: postgres.PostgresError, text: string): number | null {
  const position = Number(error.position);
  if (!Number.isInteger(position) || position < 1) return null;
  return [...text].slice(0, position - 1).filter((character) => character === '\n').length + 1;
}
