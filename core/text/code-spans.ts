import type { Span } from './span.ts';

/**
 * The inline code between `from` and `to`, by where it starts: from a run of backticks to the next run of the same length
 * in its paragraph. Runs are paired from the end of the paragraph, because a search forward from each of them would take
 * quadratic time on a text full of runs of different lengths.
 */
export function codeSpans(text: string, from: number, to: number): Map<number, Span> {
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

  const pattern = /`+|\n[ \t\r]*\n/g;
  pattern.lastIndex = from;
  for (let found = pattern.exec(text); found !== null && found.index < to; found = pattern.exec(text)) {
    if (found[0].startsWith('`')) runs.push({ start: found.index, mark: found[0] });
    else endParagraph();
  }
  endParagraph();
  return spans;
}
