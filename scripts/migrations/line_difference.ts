import type { DifferentLine } from './sections.ts';

/** Returns the lines of both texts in order, common lines once, by the longest common subsequence. */
export function lineDifference(before: string, after: string): DifferentLine[] {
  const old = before.split('\n');
  const now = after.split('\n');
  const common = commonLengths(old, now);
  const length = (i: number, j: number) => common[i]?.[j] ?? 0;
  const difference: DifferentLine[] = [];
  let i = 0;
  let j = 0;
  while (i < old.length || j < now.length) {
    if (i < old.length && old[i] === now[j]) {
      difference.push({ sign: ' ', line: old[i] ?? '' });
      i++;
      j++;
    } else if (i < old.length && (j === now.length || length(i + 1, j) >= length(i, j + 1))) {
      difference.push({ sign: '-', line: old[i++] ?? '' });
    } else {
      difference.push({ sign: '+', line: now[j++] ?? '' });
    }
  }
  return difference;
}

/** Returns the length of the longest common subsequence from line i of one text and line j of the other to their ends. */
function commonLengths(old: readonly string[], now: readonly string[]): number[][] {
  const lengths = Array.from({ length: old.length + 1 }, () => new Array<number>(now.length + 1).fill(0));
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) {
      const next = old[i] === now[j]
        ? 1 + (lengths[i + 1]?.[j + 1] ?? 0)
        : Math.max(lengths[i + 1]?.[j] ?? 0, lengths[i]?.[j + 1] ?? 0);
      const row = lengths[i];
      if (row !== undefined) row[j] = next;
    }
  }
  return lengths;
}
