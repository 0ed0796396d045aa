/** The snippets of an app's standards as one module. Each snippet without exports becomes a function `snippets[n]`. */
export interface Snippets {
  /** The TypeScript source. Each of `snippets` takes the user and rows, under the names that the snippet uses. */
  module: string;
  /** The code of each of `snippets`, with the names of the rows that it needs. */
  list: { code: string; needs: string[] }[];
}

/**
 * Extracts the snippets from the standards, unchanged.
 *
 * @param tables the full names of the app's tables, by the names that the snippets use for their rows
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
