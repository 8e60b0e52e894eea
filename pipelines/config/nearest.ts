/** Steps from one word to another: a letter added, taken away, changed, or two neighbours swapped. */
export function distance(from: string, to: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const same = from[row - 1] === to[column - 1];
      let steps = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
      );
      const swapped = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      if (row > 1 && column > 1 && swapped) steps = Math.min(steps, (beforeLast[column - 2] ?? 0) + 1);
      current.push(steps);
    }
    [beforeLast, last] = [last, current];
  }
  return last[to.length] ?? 0;
}

/** The one of the words that was most likely meant; undefined where none is near (a third of its letters, at least one). */
export function nearest(seen: string, words: readonly string[]): string | undefined {
  if (seen.length > 64) return undefined;
  const folded = seen.toLowerCase();
  const near = words
    .map((word) => ({ word, steps: distance(folded, word.toLowerCase()) }))
    .filter(({ word, steps }) => steps <= Math.max(1, Math.floor(word.length / 3)));
  return near.sort((a, b) => a.steps - b.steps)[0]?.word;
}
