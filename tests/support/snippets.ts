/** The snippets of an app's standards as one module: what they export, and each other one as a function `snippets[n]`. */
export interface Snippets {
  /** TypeScript; `snippets` are functions of the user and of rows by the names that the snippets use. */
  module: string;
  /** The code of each of `snippets`, and the rows that it needs. */
  list: { code: string; needs: string[] }[];
}

/**
 * Takes the snippets out of the standards, as they stand.
 *
 * @param tables the full names of the app's tables by what the snippets call a row of them
 */
export function snippetsOf(standards: string, tables: ReadonlyMap<string, string>): Snippets {
  const blocks = [...standards.matchAll(/^```ts\n(.*?)\n```$/gms)].map(([, code = '']) => code);
  const parts = blocks.filter((code) => /^(export|import) /m.test(code));
  const list = blocks.filter((code) => !parts.includes(code)).map((code) => ({
    code,
    needs: [...new Set([...code.matchAll(/\b(\w+Row)\b/g)].map(([, name = '']) => name))],
  }));
  const rowTypes = [...tables].map(([name, table]) => `${name}: Tables<'${table}'>`);
  const functions = list.map(({ code }) => {
    const answer = /const \{ (\w+), error \}/.exec(code)?.[1] ?? 'undefined';
    return `async ({ user, ${
      [...tables.keys()].join(', ')
    } }: Given): Promise<unknown> => {\n${code}\nreturn ${answer};\n},`;
  });
  const module = [
    ...parts,
    `import type { Tables } from './database.types';`,
    `interface Given { user: User; ${rowTypes.join('; ')} }`,
    `export const snippets = [\n${functions.join('\n')}\n];`,
  ].join('\n\n');
  return { module, list };
}
