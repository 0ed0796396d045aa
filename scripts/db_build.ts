// npm run db:build: makes supabase/migrations and supabase/seed.sql from supabase/schemas and supabase/apps.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { generatedFiles, migrationsOnDisk } from './stack/migration_files.ts';
import { migrationsDir, projectRoot } from './stack/paths.ts';

const files = generatedFiles();
mkdirSync(migrationsDir, { recursive: true });
for (const path of migrationsOnDisk()) {
  if (!files.has(path)) {
    rmSync(path);
    console.log(`removed ${relative(projectRoot, path)}`);
  }
}
for (const [path, text] of files) {
  const unchanged = existsSync(path) && readFileSync(path, 'utf8') === text;
  if (!unchanged) writeFileSync(path, text);
  console.log(`${unchanged ? 'same   ' : 'written'} ${relative(projectRoot, path)}`);
}
