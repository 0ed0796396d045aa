import type { StatementResult } from './run_folder.ts';

/** The generic hint of exec_sql, which does not say what to do instead. */
const genericHint = 'Correct the SQL and send it again.';

/** The share of accepted statements among those that are tables, indexes, views or policies. */
export function coreShare(results: readonly StatementResult[]): number {
  const core = results.filter((result) => result.isCore);
  return core.length === 0 ? 1 : core.filter((result) => result.refusal === null).length / core.length;
}

/** The refusals without a hint that says what to do instead. */
export function refusalsWithoutHint(results: readonly StatementResult[]): StatementResult[] {
  return results.filter((result) => result.refusal !== null && ['', genericHint].includes(result.refusal.hint));
}

export function reportOf(results: readonly StatementResult[]): string {
  const files = [...new Set(results.map((result) => result.file))];
  const offered = results.filter((result) => result.isOffered);
  const clean = (file: string, isAll: boolean): boolean =>
    results.every((result) => result.file !== file || result.refusal === null || (!isAll && !result.isCore));
  const core = results.filter((result) => result.isCore);
  const refused = results.filter((result) => result.refusal !== null && result.isOffered);
  return [
    `${files.length} files, ${results.length} statements`,
    `files with every statement accepted:                        ${
      share(files.filter((file) => clean(file, true)).length, files.length)
    }`,
    `files with every table, index, view and policy accepted:    ${
      share(files.filter((file) => clean(file, false)).length, files.length)
    }`,
    `table, index, view and policy statements accepted:          ${
      share(core.filter((result) => result.refusal === null).length, core.length)
    }`,
    `  of those refused, because they need an unoffered object:  ${
      core.filter((result) => result.follows?.isOffered === false).length
    }`,
    `all statements of kinds that exec_sql offers, accepted:     ${
      share(offered.filter((result) => result.refusal === null).length, offered.length)
    }`,
    `refusals without a specific hint:                           ${refusalsWithoutHint(refused).length}`,
    '',
    'accepted by kind',
    ...byKind(offered),
    '',
    'kinds that exec_sql does not offer',
    ...byKind(results.filter((result) => !result.isOffered)),
    '',
    `refusals (${refused.length})`,
    ...refused.map((result) => line(result)),
  ].join('\n');
}

function byKind(results: readonly StatementResult[]): string[] {
  const kinds = new Map<string, { all: number; accepted: number }>();
  for (const { kind, refusal } of results) {
    const count = kinds.get(kind) ?? { all: 0, accepted: 0 };
    count.all++;
    if (refusal === null) count.accepted++;
    kinds.set(kind, count);
  }
  return [...kinds].sort().map(([kind, count]) => `  ${kind.padEnd(24)} ${share(count.accepted, count.all)}`);
}

function line({ file, line, kind, text, refusal, follows }: StatementResult): string {
  const start = text.replace(/\s+/g, ' ').slice(0, 100);
  const because = follows === null
    ? ''
    : ` (follows from "${follows.name}", which ${follows.isOffered ? 'was refused' : 'is not offered'})`;
  return `  ${file}:${line} ${kind}: ${refusal?.reason}${because}\n    ${start}\n    ${refusal?.message}\n    ${refusal?.hint}`;
}

function share(part: number, whole: number): string {
  return `${String(part).padStart(5)} of ${String(whole).padStart(5)}${
    whole === 0 ? '' : `  ${((100 * part) / whole).toFixed(1).padStart(5)} %`
  }`;
}
