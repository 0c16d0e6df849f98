export type TextFormat = 'text' | 'markdown' | 'markdown_v2';

/**
 * A stretch of a text that stays together. Spans lie apart from or inside one another and never overlap otherwise. Indexes
 * count UTF-16 units; `end` is behind the last one.
 */
export interface Span {
  start: number;
  end: number;
  /** For people: 'link', 'table row' … */
  what: string;
  /** It is made of lines of its own: what follows it needs a new line. */
  block?: true;
  /** Set where the stretch can go on in the next part once it has to. */
  inside?: Inside;
}

/** The content of a span without the marks at both its ends, and what is written around the halves when it is cut. */
export interface Inside {
  start: number;
  end: number;
  /** Written where the content goes on. */
  reopen: string;
  /** Written where the content is interrupted. */
  close: string;
  /** White space counts: none is dropped but the line break at which it is cut. */
  verbatim?: true;
}

/** The spans of a stretch of text that begins at `by`, as spans of the whole text. */
export function shifted(spans: readonly Span[], by: number): Span[] {
  return spans.map((span) => {
    const moved = { ...span, start: span.start + by, end: span.end + by };
    if (span.inside !== undefined) moved.inside = { ...span.inside, start: span.inside.start + by, end: span.inside.end + by };
    return moved;
  });
}
