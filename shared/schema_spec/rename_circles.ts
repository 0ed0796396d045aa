import { isObject } from './problem.ts';

/** Which tables or columns, by position, take each other's names: once done it would look undone. */
export function renameCircles(items: readonly unknown[]): number[] {
  const renamed = new Map<string, { former: string; index: number }>();
  for (const [index, item] of items.entries()) {
    if (!isObject(item)) continue;
    const { name, renamed_from: former } = item;
    if (typeof name === 'string' && typeof former === 'string' && !renamed.has(name)) {
      renamed.set(name, { former, index });
    }
  }
  return [...renamed].flatMap(([name, { former, index }]) => {
    let reached: string | undefined = former;
    for (let steps = 0; steps < renamed.size && reached !== undefined && reached !== name; steps++) {
      reached = renamed.get(reached)?.former;
    }
    return reached === name && former !== name ? [index] : [];
  });
}
