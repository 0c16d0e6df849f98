/** The known name that a misspelt one most likely stands for, or undefined. */
export function nearest(given: string, known: readonly string[]): string | undefined {
  // The comparison takes time by the square of the length, and no known name is this long.
  if (given.length > 40) return undefined;
  const tolerance = Math.min(2, Math.floor(given.length / 2));
  const [best] = known
    .map((name) => ({ name, distance: distance(given.toLowerCase(), name) }))
    .filter((candidate) => candidate.distance <= tolerance)
    .sort((a, b) => a.distance - b.distance);
  return best?.name;
}

/** How many characters must be added, removed or replaced (Levenshtein). */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= to.length; j += 1) {
      const replaced = at(row, j - 1) + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, at(row, j) + 1, at(next, j - 1) + 1));
    }
    row = next;
  }
  return at(row, to.length);
}

const at = (row: readonly number[], index: number): number => row[index] ?? 0;
