import type { TestProject } from 'vitest/node';
import { freePort } from '../../scripts/stack/ports.ts';
import { startStack } from '../../scripts/stack/stack.ts';
import { makeTestDirectory, removeTestDirectory } from '../../scripts/stack/test_directory.ts';
import type { Project } from './project.ts';

/** Starts one complete stack, migrated and seeded, for all end-to-end tests of a run. They create their own apps in it. */
export default async function setup(tests: TestProject): Promise<() => Promise<void>> {
  // Hashing passwords as slowly as in production would take most of the run.
  process.env['LITE_AUTH_BCRYPT_COST'] = '4';
  const directory = await makeTestDirectory();
  const stack = await startStack({
    directory,
    port: await freePort(),
    databasePort: await freePort(),
    durable: false,
  });
  const project: Project = {
    url: stack.url,
    keys: stack.keys,
    mailFile: stack.mailFile,
    databaseUrls: {
      postgres: stack.cluster.url(),
      supabaseAdmin: stack.cluster.url('supabase_admin'),
      authenticator: stack.cluster.url('authenticator'),
      supabaseAuthAdmin: stack.cluster.url('supabase_auth_admin'),
    },
  };
  tests.provide('project', project);
  return async () => {
    await stack.stop();
    await removeTestDirectory(directory);
  };
}
