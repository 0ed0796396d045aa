import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';
import { projectRoot } from '../../scripts/stack/paths.ts';

const modules = join(projectRoot, 'node_modules');

const compilerOptions = {
  target: 'ES2022',
  module: 'ESNext',
  moduleResolution: 'Bundler',
  lib: ['ES2022', 'DOM'],
  jsx: 'react-jsx',
  types: [],
  noEmit: true,
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  skipLibCheck: true,
};

/** A folder of TypeScript modules, like a generated app, that are checked by the compiler and run. */
export class AppFolder {
  readonly #directory = mkdtempSync(join(tmpdir(), 'appshard-app-'));

  constructor() {
    symlinkSync(modules, join(this.#directory, 'node_modules'));
    this.write('package.json', '{"type": "module"}');
  }

  write(name: string, contents: string): void {
    writeFileSync(join(this.#directory, name), contents);
  }

  /**
   * Returns the compiler's errors in these modules, one per line. The compiler runs in a separate process: it takes seconds,
   * during which this process could not notice that the server closes a connection.
   */
  async problems(...files: string[]): Promise<string[]> {
    this.write('tsconfig.json', JSON.stringify({ compilerOptions, files }));
    const compiler = spawn(process.execPath, [join(modules, 'typescript', 'bin', 'tsc'), '--pretty', 'false'], {
      cwd: this.#directory,
    });
    const exited = new Promise<number | null>((resolve) => compiler.on('close', resolve));
    const lines = (await text(compiler.stdout)).split('\n').filter((line) => line !== '');
    const code = await exited;
    return code !== 0 && lines.length === 0 ? [`the compiler exited with ${code}`] : lines;
  }

  /** Runs a module and returns its exports. */
  async run(name: string): Promise<Record<string, unknown>> {
    const { outputText } = ts.transpileModule(readFileSync(join(this.#directory, name), 'utf8'), {
      compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
    });
    const output = name.replace(/\.ts$/, '.js');
    this.write(output, outputText);
    return await import(/* @vite-ignore */ pathToFileURL(join(this.#directory, output)).href) as Record<
      string,
      unknown
    >;
  }

  remove(): void {
    rmSync(this.#directory, { recursive: true, force: true });
  }
}
