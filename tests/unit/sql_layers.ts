/** The file of a function, in its folder of supabase/schemas: platform/names for platform/functions/names/app_role.sql. */
export interface FunctionFile {
  path: string;
  /** With its schema. */
  name: string;
  folder: string;
  sql: string;
}

/** A function file by its path below supabase/schemas; null for a file of another kind. */
export function functionFile(path: string, sql: string): FunctionFile | null {
  const [, schema, folder, name] = /^([^/]+)\/functions\/(?:([^/]+)\/)?([^/]+)\.sql$/.exec(path) ?? [];
  if (schema === undefined) return null;
  return { path, name: `${schema}.${name}`, folder: folder === undefined ? schema : `${schema}/${folder}`, sql };
}

/** The level of each folder, read from the picture in docs/architecture.md. */
export function readLevels(document: string): Map<string, number> {
  const levels = new Map<string, number>();
  let level: number | null = null;
  for (const line of document.split('\n')) {
    const [, number, first] = /^level +(\d+) +(\S.*)$/.exec(line) ?? [];
    if (number !== undefined) level = Number(number);
    // Further folders of a level are on indented lines below it.
    else if (!/^ {10}\S/.test(line)) level = null;
    if (level === null) continue;
    for (const folder of (first ?? line).trim().split(/ +/)) levels.set(folder, level);
  }
  return levels;
}

/** The calls that do not go down, one sentence each. */
export function wrongCalls(files: readonly FunctionFile[], levels: ReadonlyMap<string, number>): string[] {
  const byName = new Map(files.map((file) => [file.name, file]));
  const wrong = new Set<string>();
  for (const caller of files) {
    for (const name of calledFunctions(caller.sql)) {
      const called = byName.get(name);
      if (called === undefined || called.folder === caller.folder) continue;
      const [from, to] = [levels.get(caller.folder), levels.get(called.folder)];
      if (from === undefined || to === undefined || from > to) continue;
      wrong.add(
        `${caller.path} (level ${from}, ${caller.folder}) calls ${called.path} (level ${to}, ${called.folder})`,
      );
    }
  }
  return [...wrong];
}

/** What is written schema.name( outside of comments. Strings count: they may be SQL that the function runs. */
function calledFunctions(sql: string): string[] {
  const code = sql.replace(/'(?:[^']|'')*'|--[^\n]*|\/\*[\s\S]*?\*\//g, (part) => part.startsWith("'") ? part : ' ');
  return [...code.matchAll(/\b((?:platform|sandbox|access|public|data_api)\.[a-z_][a-z0-9_]*)\s*\(/g)].map((match) =>
    match[1] ?? ''
  );
}
