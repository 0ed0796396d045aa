/**
 * A migration is a list of sections, one per file of supabase/schemas. Each begins with a line that has the file's path:
 *
 * - only the path: the file, verbatim
 * - `, by hand`: the file as a difference in comments, then the statements that somebody wrote
 * - `, removed`: the statements that drop the objects of a removed file
 *
 * So the migrations themselves contain the state of each file that they reach, and no second copy is needed.
 */
export type SectionKind = 'verbatim' | 'by hand' | 'removed';

const header = /^-- (supabase\/schemas\/\S+\.sql)(?:, (by hand|removed))?$/;

export function sectionHeader(file: string, kind: SectionKind): string {
  return kind === 'verbatim' ? `-- ${file}` : `-- ${file}, ${kind}`;
}

/** Returns each schema file in the state that the migrations reach, without blank lines at its end. */
export function reachedFiles(migrations: readonly string[]): Map<string, string> {
  const reached = new Map<string, string>();
  for (const migration of migrations) {
    for (const { file, kind, lines } of sectionsOf(migration)) {
      if (kind === 'removed') reached.delete(file);
      else reached.set(file, (kind === 'verbatim' ? lines : newLines(lines)).join('\n').trimEnd());
    }
  }
  return reached;
}

/** Returns the old and new lines of a file as the comments of a section `by hand`. */
export function differenceComment(difference: readonly DifferentLine[]): string {
  return difference.map(({ sign, line }) => line === '' ? `-- ${sign}`.trimEnd() : `-- ${sign} ${line}`).join('\n');
}

export interface DifferentLine {
  sign: ' ' | '-' | '+';
  line: string;
}

/** Returns the placeholder for statements that must be written. Until they are, the migration fails. */
export function unwritten(file: string): string {
  return [
    '-- Replace these two lines with the statements that change a live database from the lines with - to those with +.',
    `do $$ begin raise exception 'Cannot apply this migration: the change of ${file} is not written'; end $$;`,
  ].join('\n');
}

/** Returns the files whose statements are not written yet. */
export function unwrittenFiles(migration: string): string[] {
  const pattern = /^do \$\$ begin raise exception '.*: the change of (\S+) is not written'/gm;
  return [...migration.matchAll(pattern)].map((match) => match[1] ?? '');
}

interface Section {
  file: string;
  kind: SectionKind;
  lines: string[];
}

function sectionsOf(migration: string): Section[] {
  const sections: Section[] = [];
  for (const line of migration.split('\n')) {
    const [, file, kind = 'verbatim'] = header.exec(line) ?? [];
    if (file !== undefined) sections.push({ file, kind: kind as SectionKind, lines: [] });
    else sections.at(-1)?.lines.push(line);
  }
  return sections;
}

/** The comment directly below the header contains the whole file. */
function newLines(lines: readonly string[]): string[] {
  const end = lines.findIndex((line) => !line.startsWith('--'));
  const comment = end === -1 ? lines : lines.slice(0, end);
  return comment.map((line) => line.padEnd(5)).filter((line) => line[3] !== '-').map((line) => line.slice(5));
}
