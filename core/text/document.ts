import { bytesOfUnit } from '../utf8.ts';
import { blocksOf } from './blocks.ts';
import { inlineSpans } from './inline.ts';
import { shifted } from './span.ts';
import type { Span, TextFormat } from './span.ts';
import { urlSpans } from './url.ts';

/** A text that has been looked through once: what stays together in it, and how many bytes lie between any two places. */
export class Document {
  readonly text: string;
  /** By their starts, the outer one first. */
  readonly spans: readonly Span[];
  readonly #offsets: Uint32Array;

  constructor(text: string, format: TextFormat) {
    this.text = text;
    this.#offsets = new Uint32Array(text.length + 1);
    let bytes = 0;
    for (let i = 0; i < text.length; i++) this.#offsets[i + 1] = bytes += bytesOfUnit(text, i);
    this.spans = spansOf(text, format).sort((a, b) => a.start - b.start || b.end - a.end);
  }

  /** Bytes of UTF-8. */
  size(start: number, end: number): number {
    return (this.#offsets[end] ?? 0) - (this.#offsets[start] ?? 0);
  }

  /** The index of the first span that begins at or after this place. */
  firstSpanFrom(place: number): number {
    let low = 0;
    let high = this.spans.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.spans[middle]?.start ?? 0) < place) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function spansOf(text: string, format: TextFormat): Span[] {
  if (format === 'text') return inlineSpans(text, false);
  const { spans, prose, code } = blocksOf(text, format);
  return [
    ...spans,
    ...prose.flatMap(({ start, end }) => shifted(inlineSpans(text.slice(start, end), true), start)),
    ...code.flatMap(({ start, end }) => shifted(urlSpans(text.slice(start, end)), start)),
  ];
}
