import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { parse } from 'smol-toml';

/** One file of supabase/schemas. Its domain is the folder below schemas/. */
export interface SchemaFile {
  /** The path from the project's root: supabase/schemas/platform/tables/apps.sql */
  name: string;
  domain: string;
  sql: string;
}

/** Returns the schema files in the order of supabase/config.toml ([db.migrations] schema_paths, which may have globs). */
export function schemaFiles(supabaseDir: string): SchemaFile[] {
  const all = readdirSync(supabaseDir, { recursive: true, encoding: 'utf8' })
    .map((path) => path.split(sep).join('/'))
    .filter((path) => path.endsWith('.sql'))
    .sort();
  const ordered = new Set<string>();
  for (const pattern of schemaPaths(supabaseDir)) {
    const matches = all.filter((path) => globPattern(pattern).test(path));
    if (matches.length === 0) {
      throw new Error(
        `Cannot read the schema files: no file matches "${pattern}" in schema_paths of supabase/config.toml`,
      );
    }
    for (const match of matches) ordered.add(match);
  }
  const forgotten = all.filter((path) => path.startsWith('schemas/') && !ordered.has(path));
  if (forgotten.length > 0) {
    throw new Error(
      `Cannot read the schema files: schema_paths of supabase/config.toml omits ${
        forgotten.map((path) => `"./${path}"`).join(', ')
      }`,
    );
  }
  return [...ordered].map((path) => ({
    name: `supabase/${path}`,
    domain: path.split('/')[1] ?? '',
    sql: readFileSync(join(supabaseDir, path), 'utf8'),
  }));
}

function schemaPaths(supabaseDir: string): string[] {
  const file = join(supabaseDir, 'config.toml');
  const config = parse(readFileSync(file, 'utf8')) as { db?: { migrations?: { schema_paths?: unknown } } };
  const paths = config.db?.migrations?.schema_paths;
  if (!Array.isArray(paths) || !paths.every((path) => typeof path === 'string')) {
    throw new Error(
      `Cannot read ${relative(process.cwd(), file)}: [db.migrations] schema_paths must be a list of paths`,
    );
  }
  return paths;
}

function globPattern(pattern: string): RegExp {
  const source = pattern
    .replace(/^\.\//, '')
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(
      /\*\*\/|\*\*|\*|\?/g,
      (wildcard) => wildcard === '**/' ? '(?:.*/)?' : wildcard === '**' ? '.*' : wildcard === '*' ? '[^/]*' : '[^/]',
    );
  return new RegExp(`^${source}$`);
}
