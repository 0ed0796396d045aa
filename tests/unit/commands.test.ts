import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../scripts/stack/paths.ts';

const { scripts } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};
const launcher = 'scripts/cli/run.cjs';

/** The commands that are ours, each with its file. The others call vitest, tsc and vite, which have a usage of their own. */
const commands = Object.entries(scripts).flatMap(([name, script]) => {
  const file = /^node scripts\/cli\/run\.cjs (\S+\.ts)$/.exec(script)?.[1];
  return file === undefined ? [] : [{ name, file }];
});

interface Ending {
  code: number;
  output: string;
  errors: string;
}

function runNode(...args: string[]): Promise<Ending> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      args,
      { cwd: projectRoot, env: { ...process.env, DEBUG: '' } },
      (error, output, errors) => {
        resolve({ code: error === null ? 0 : Number(error.code), output, errors });
      },
    );
  });
}

function fileOf(name: string | undefined): string {
  const command = commands.find((command) => command.name === name);
  if (command === undefined) throw new Error(`There is no command ${name}`);
  return command.file;
}

function expectOneScreen(text: string): void {
  const lines = text.trimEnd().split('\n');
  expect(lines.length, text).toBeLessThanOrEqual(24);
  expect(lines.filter((line) => line.length > 100)).toEqual([]);
  expect(text).not.toMatch(/^\s+at |node:internal|Node\.js v/m);
}

it('most commands are ours', () => {
  expect(commands.length).toBeGreaterThanOrEqual(14);
});

it('every command checks the version of Node first', () => {
  expect(Object.entries(scripts).filter(([, script]) => !script.startsWith(`node ${launcher}`))).toEqual([]);
});

it.each(commands)('the file of $name has its name', ({ name, file }) => {
  expect(basename(file, '.ts')).toBe(name.replace(':', '_'));
});

describe('usage', { timeout: 60_000 }, () => {
  it.each(commands)('$name prints its usage for --help and for an unknown option', async ({ name, file }) => {
    const help = await runNode(launcher, file, '--help');
    const unknown = await runNode(launcher, file, '--no-such-flag');
    expect(help).toMatchObject({ code: 0, errors: '' });
    const typed = ['start', 'test'].includes(name) ? `npm ${name}` : `npm run ${name}`;
    expect(help.output).toContain(`Usage: ${typed} -- [options]`);
    expectOneScreen(help.output);

    expect(unknown).toMatchObject({ code: 2, output: '' });
    expect(unknown.errors).toBe(`error: unknown option '--no-such-flag'\n\n${help.output}`);
    expectOneScreen(unknown.errors);
  });

  it.each([
    [['start', '--port', 'abc'], ['start', 'now']],
    [['test:db', '--defaults', 'none'], ['schema:jobs', '--app', '0']],
    [['app:repair', 'x'], ['app:repair']],
    [['bench', '--only', 'nothing'], ['demo', '--url', 'localhost']],
    [['guard:fuzz', '--seconds', '-1'], ['guard:corpus', 'no/such/folder']],
    [['db:diff', 'Add-Labels'], ['db:diff']],
  ])('a wrong or missing value gets the usage: %j %j', async (...calls) => {
    for (const [name, ...args] of calls) {
      const { code, errors } = await runNode(launcher, fileOf(name), ...args);
      expect(code, errors).toBe(2);
      expect(errors).toMatch(/^error: .+(\n.+)?\n\nUsage: /);
      expectOneScreen(errors);
    }
  });
});

it('a failure is one line with a hint and no stack', { timeout: 60_000 }, async () => {
  const { code, errors } = await runNode(
    launcher,
    'scripts/app_repair.ts',
    '57',
    '--db-url',
    'postgres://127.0.0.1:1/postgres',
  );
  expect(code).toBe(1);
  expect(errors).toMatch(/^Cannot connect: [^\n]+ECONNREFUSED[^\n]+npm start[^\n]+\n$/);
});

it.each(['v12.22.12', 'v18.20.4', 'v20.18.3'])('Node %s is told the version that it needs', async (version) => {
  const fake = `Object.defineProperty(process, 'version', { value: '${version}' }); require('./${launcher}');`;
  const { code, errors } = await runNode('--eval', fake);
  expect(code).toBe(1);
  expect(errors).toBe(`Appshard needs Node >=20.19; this is ${version}\n`);
});

it.each(['v20.19.0', 'v22.0.0', 'v100.1.0'])('Node %s is new enough', async (version) => {
  const fake = `Object.defineProperty(process, 'version', { value: '${version}' }); require('./${launcher}');`;
  expect(await runNode('--eval', fake)).toEqual({ code: 0, output: '', errors: '' });
});
