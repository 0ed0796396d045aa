import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';
import { projectRoot } from '../../scripts/stack/paths.ts';

const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'],
  types: [],
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  skipLibCheck: true,
};

/** A folder of TypeScript modules as a generated app would be: checked by the compiler, and run. */
export class AppFolder {
  readonly #directory = mkdtempSync(join(tmpdir(), 'appshard-app-'));

  constructor() {
    mkdirSync(this.#directory, { recursive: true });
    symlinkSync(join(projectRoot, 'node_modules'), join(this.#directory, 'node_modules'));
    writeFileSync(join(this.#directory, 'package.json'), '{"type": "module"}');
  }

  write(name: string, text: string): void {
    writeFileSync(join(this.#directory, name), text);
  }

  /** What the compiler finds wrong in these modules, `name:line: message` each. */
  problems(...names: string[]): string[] {
    const program = ts.createProgram(names.map((name) => join(this.#directory, name)), { ...options, noEmit: true });
    return ts.getPreEmitDiagnostics(program).map(({ file, start = 0, messageText }) => {
      const line = file === undefined ? 0 : file.getLineAndCharacterOfPosition(start).line + 1;
      return `${file?.fileName.split('/').at(-1)}:${line}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
    });
  }

  /** Runs a module and gives what it exports. */
  async run(name: string): Promise<Record<string, unknown>> {
    const source = ts.sys.readFile(join(this.#directory, name)) ?? '';
    const { outputText } = ts.transpileModule(source, { compilerOptions: options });
    const output = join(this.#directory, name.replace(/\.ts$/, '.js'));
    writeFileSync(output, outputText);
    return await import(/* @vite-ignore */ pathToFileURL(output).href) as Record<string, unknown>;
  }

  remove(): void {
    rmSync(this.#directory, { recursive: true, force: true });
  }
}
