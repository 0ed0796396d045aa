import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from '@supabase/lite';
import { createPostgresConnection } from '@supabase/lite/postgres';
import { connect } from './connect.ts';
import { localKeys } from './keys.ts';
import { projectRoot } from './paths.ts';
import { databaseUrl } from './postgres.ts';

const directory = join(projectRoot, 'scripts', 'stack', 'hosted');

/**
 * The privileges that `postgres` grants by default on new objects in public: all privileges to every API role on older hosted
 * projects ("old"), none on newer ones ("new"). Appshard must be safe, and work, on both.
 */
export type DefaultPrivileges = 'old' | 'new';

/** Turns the database `postgres` of a new cluster into that of a hosted project. */
export async function makeHosted(port: number, defaults: DefaultPrivileges): Promise<void> {
  await runFiles(port, ['1_roles.sql', '2_database.sql']);
  await createAuthTables(port);
  await runFiles(port, ['3_auth.sql', '4_data_api.sql', `default_privileges_${defaults}.sql`]);
}

async function runFiles(port: number, files: string[]): Promise<void> {
  const sql = connect(databaseUrl(port, 'supabase_admin'));
  try {
    for (const file of files) await sql.unsafe(readFileSync(join(directory, file), 'utf8'));
  } finally {
    await sql.end();
  }
}

async function createAuthTables(port: number): Promise<void> {
  const connection = createPostgresConnection({
    url: databaseUrl(port, 'supabase_auth_admin'),
    postgresOptions: { max: 1, onnotice: () => undefined },
  });
  try {
    const app = new App({
      connection,
      auth: { enabled: true, jwt_secret: localKeys.jwtSecret },
      db: { migrations: { enabled: false } },
    });
    await app.ensureSystemSchema();
  } finally {
    await connection.close();
  }
}
