import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { localKeys } from '../../scripts/stack/keys.ts';
import { projectRoot } from '../../scripts/stack/paths.ts';
import { project } from '../support/project.ts';

const readme = readFileSync(join(projectRoot, 'README.md'), 'utf8');
const run = promisify(execFile);
const cache = join(projectRoot, 'node_modules', '.cache');
mkdirSync(cache, { recursive: true });
const folder = mkdtempSync(join(cache, 'readme-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Returns the code blocks of the README in a language, with the URL and the keys of the project under test. */
function blocks(language: string): string[] {
  return [...readme.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)\\n\`\`\`$`, 'gms'))].map(([, code = '']) =>
    code.replaceAll('http://127.0.0.1:54321', project().url)
      .replaceAll(localKeys.publishableKey, project().keys.publishableKey)
      .replaceAll(localKeys.secretKey, project().keys.secretKey)
  );
}

/** Sends what a curl command sends. A machine without curl can run the tests. */
async function send(command: string): Promise<Record<string, unknown>> {
  const [url = ''] = /http\S+/.exec(command) ?? [];
  const headers = [...command.matchAll(/-H '([^:]+): ([^']+)'/g)].map(([, name = '', value = '']) =>
    [name, value] as const
  );
  const body = /-d '([^']+)'/.exec(command)?.[1] ?? '';
  return await (await fetch(url, { method: 'POST', headers: Object.fromEntries(headers), body })).json() as Record<
    string,
    unknown
  >;
}

describe('the README', () => {
  it('has an example that runs as it is printed, a first and a second time', async () => {
    const [example = ''] = blocks('js');
    const file = join(folder, 'example.mjs');
    // The address is new, so that this test can be repeated on one project.
    writeFileSync(file, example.replace('ada@example.com', `ada.${process.pid}.${Date.now()}@example.com`));
    const rows = async () => {
      const { stdout } = await run(process.execPath, ['--experimental-websocket', '--no-warnings', file]);
      expect(stdout).toContain('error: null');
      return [...stdout.matchAll(/text: 'Buy milk', completed: false/g)].length;
    };
    expect(await rows()).toBe(1);
    expect(await rows()).toBe(2);
  });

  it('has commands for the platform that return what it says', async () => {
    const commands = blocks('sh').filter((block) => block.startsWith('curl'));
    expect(commands).toHaveLength(2);
    const [app, result] = await Promise.all(commands.map(send));
    const { url, publishableKey } = { url: project().url, publishableKey: project().keys.publishableKey };
    expect(app?.['connection']).toMatchObject({
      url,
      publishable_key: publishableKey,
      tables: { recipes: expect.stringMatching(/^app_\d+_recipes$/) },
    });
    expect(result).toMatchObject({ results: [{ rows: [{ count: expect.any(Number) }] }] });
  });
});
