import type { Span } from './span.ts';

/**
 * The inline code of a text, by where it starts: from a run of backticks to the next run of the same length
 * in its paragraph. Runs are paired from the end of the paragraph, because a search forward from each of them would take
 * quadratic time on a text full of runs of different lengths.
 */
export function codeSpans(text: string): Map<number, Span> {
  const spans = new Map<number, Span>();
  let runs: { start: number; mark: string }[] = [];

  const endParagraph = (): void => {
    const nextOf = new Map<number, number>();
    for (const { start, mark } of runs.reverse()) {
      const next = nextOf.get(mark.length);
      if (next !== undefined) {
        const inside = { start: start + mark.length, end: next, reopen: mark, close: mark };
        spans.set(start, { start, end: next + mark.length, what: 'piece of code', inside });
      }
      nextOf.set(mark.length, start);
    }
    runs = [];
  };

  for (const { 0: found, index } of text.matchAll(/`+|\n[ \t\r]*\n/g)) {
    if (found.startsWith('`')) runs.push({ start: index, mark: found });
    else endParagraph();
  }
  endParagraph();
  return spans;
}
