import { execFile } from 'node:child_process';
import { afterAll, expect, it } from 'vitest';
import { allProbes } from '../../scripts/hosted_probe/all_probes.ts';
import { connect } from '../../scripts/stack/connect.ts';
import { projectRoot } from '../../scripts/stack/paths.ts';
import { anonClient, project } from '../support/project.ts';

// npm run hosted:probe really runs, here against the local stack: the facts that the stack shows hold, and the others are named.

const admin = connect(project().databaseUrls.supabaseAdmin);
afterAll(() => admin.end());

it(
  'the probes of the facts that the local stack shows are ok, and nothing of them remains',
  { timeout: 120_000 },
  async () => {
    const { url, keys, databaseUrls } = project();
    const options = ['--url', url, '--publishable-key', keys.publishableKey, '--secret-key', keys.secretKey];
    const { code, output } = await new Promise<{ code: number; output: string }>((resolve) => {
      execFile(
        process.execPath,
        ['scripts/cli/run.cjs', 'scripts/hosted_probe.ts', ...options, '--db-url', databaseUrls.postgres],
        { cwd: projectRoot },
        (error, stdout, stderr) => resolve({ code: error === null ? 0 : Number(error.code), output: stdout + stderr }),
      );
    });
    const lines = output.split('\n').filter((line) => line.startsWith('H-'));
    expect(lines).toEqual(
      allProbes.map(({ id, notLocal }) =>
        notLocal === undefined ? `${id} ok` : `${id} unknown: not on this server: ${notLocal}`
      ),
    );
    expect(output).toMatch(/\d+ facts: \d+ ok, 0 failed, \d+ unknown/);
    expect(code).toBe(0);
    expect(await admin`select from platform.apps where name = 'Hosted probe'`).toHaveLength(0);
    expect(await admin`select from pg_proc where proname like 'hosted_probe%'`).toHaveLength(0);
    expect(await admin`select from auth.users where email like 'probe.%'`).toHaveLength(0);
  },
);

it('an error of the local Data API proposes no name of a table', async () => {
  for (const name of ['app_57_todo', 'app_57_todoss', 'app_58']) {
    const { error } = await anonClient().from(name).select();
    expect(error).toMatchObject({ code: 'PGRST205', hint: null });
  }
  const { error } = await anonClient().from('app_57_todos').select('text, app_57_user (id)');
  expect(JSON.stringify(error)).not.toContain('Perhaps');
});
