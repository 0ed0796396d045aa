import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freeze } from '../../scripts/migrations/frozen.ts';
import { writeGeneratedFiles } from '../../scripts/migrations/generated_files.ts';
import { projectRoot } from '../../scripts/stack/paths.ts';

/** A copy of the project's supabase folder whose schemas, with a few of its own, have been released. */
export interface ReleasedProject {
  root: string;
  supabaseDir: string;
  read(file: string): string;
  write(file: string, text: string): void;
  /** Fails when the text is not there exactly once: the test must change what it says. */
  replace(file: string, from: string, to: string): void;
  remove(file: string): void;
}

export const notesTable = 'schemas/platform/tables/release_notes.sql';
export const noteFunction = 'schemas/platform/functions/registry/note_release.sql';
export const countFunction = 'schemas/platform/functions/registry/count_notes.sql';

export function releaseProject(): ReleasedProject {
  const root = mkdtempSync(join(tmpdir(), 'appshard-release-'));
  const supabaseDir = join(root, 'supabase');
  for (const name of ['config.toml', 'schemas', 'apps']) {
    cpSync(join(projectRoot, 'supabase', name), join(supabaseDir, name), { recursive: true });
  }
  const project: ReleasedProject = {
    root,
    supabaseDir,
    read: (file) => readFileSync(join(supabaseDir, file), 'utf8'),
    write: (file, text) => writeFileSync(join(supabaseDir, file), text),
    replace: (file, from, to) => {
      const parts = project.read(file).split(from);
      if (parts.length !== 2) throw new Error(`${file} has "${from}" ${parts.length - 1} times`);
      project.write(file, parts.join(to));
    },
    remove: (file) => rmSync(join(supabaseDir, file)),
  };
  project.write(
    notesTable,
    `-- release_notes: what a release said about an app.
create table platform.release_notes (
  id bigint generated always as identity primary key,
  app_id bigint not null references platform.apps (id) on delete cascade,
  draft text,
  body text not null
);

comment on table platform.release_notes is 'What a release said about an app.';

create index release_notes_app_id_idx on platform.release_notes (app_id);

alter table platform.release_notes enable row level security;

revoke all on platform.release_notes from public, anon, authenticated, service_role;
`,
  );
  project.write(
    noteFunction,
    releaseFunction('note_release(app_id bigint)', 'note_release', 'text', "'note ' || app_id"),
  );
  project.write(countFunction, releaseFunction('count_notes(app_id bigint)', 'count_notes', 'bigint', '1'));
  writeGeneratedFiles(supabaseDir);
  freeze(supabaseDir);
  return project;
}

export function releaseFunction(signature: string, name: string, result: string, body: string): string {
  return `-- ${name}: a function of the test's own.
create or replace function platform.${signature}
returns ${result}
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  return ${body};
end
$$;

comment on function platform.${name} is 'A function of the test''s own.';

revoke all on function platform.${name} from public, anon, authenticated, service_role;
grant execute on function platform.${name} to service_role;
`;
}

export function removeProject({ root }: ReleasedProject): void {
  rmSync(root, { recursive: true, force: true });
}
