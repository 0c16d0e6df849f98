import { byteLength } from '../utf8.ts';
import type { Document } from './document.ts';
import { boundaryAtOrBefore, isClearBoundary } from './grapheme.ts';
import type { Open } from './open.ts';
import { LINE, PARAGRAPH, SENTENCE, SPACE } from './places.ts';
import type { Rank } from './places.ts';

/** A cut: the piece ends at `end`, interrupting `open`, and the next one begins at `next`. */
export interface Place {
  end: number;
  next: number;
  open: Open | undefined;
}

/** The best of the places at which the piece that begins at `from` can end. */
export class BestPlace {
  readonly #best = new Map<Rank, Place>();
  #last: Place | undefined;
  /** A last place of which only a look further back tells whether it lies between two characters. */
  #unclear: (Place & { after: number }) | undefined;

  readonly #doc: Document;
  readonly #from: number;
  readonly #limit: number;

  constructor(doc: Document, from: number, limit: number) {
    this.#doc = doc;
    this.#from = from;
    this.#limit = limit;
  }

  /**
   * @param after plain text goes back from this place to there.
   * @returns false when the place, and so any later one, is out of reach.
   */
  note(rank: Rank, place: Place, after: number): boolean {
    const { end, next, open } = place;
    const size = this.#doc.size(this.#from, end);
    if (size > this.#limit) return false;
    // Nothing before the cut, or nothing behind it before the span closes anyway: that would be an empty part.
    const empty = end <= Math.max(this.#from, open?.inside.start ?? 0) || next >= (open?.inside.end ?? Infinity);
    if (empty || (open !== undefined && size + byteLength(open.close) > this.#limit)) return true;

    const { text } = this.#doc;
    if (open !== undefined && mixesMarks(text, place, open)) return true;
    if (isClearBoundary(text, end) && isClearBoundary(text, next)) {
      this.#best.set(rank, place);
      this.#last = place;
      this.#unclear = undefined;
    } else if (end === next) {
      this.#unclear = { ...place, after };
    }
    return true;
  }

  /** The best rank that leaves the piece at least this full (0 … 1) wins; where there is none, the next value is tried. */
  choose(fullness: readonly number[]): Place | undefined {
    for (const full of fullness) {
      for (const rank of [PARAGRAPH, LINE, SENTENCE, SPACE] as const) {
        const place = this.#best.get(rank);
        if (place !== undefined && this.#doc.size(this.#from, place.end) >= full * this.#limit) return place;
      }
    }
    return this.#lastBoundary() ?? this.#last;
  }

  #lastBoundary(): Place | undefined {
    if (this.#unclear === undefined) return undefined;
    const { after, end, open } = this.#unclear;
    const boundary = boundaryAtOrBefore(this.#doc.text, this.#from, end);
    return boundary > after ? { end: boundary, next: boundary, open } : undefined;
  }
}

/** A `*` beside the `**` that closes or reopens a run, or a backtick beside those of code, would make another mark of it. */
function mixesMarks(text: string, { end, next }: Place, { inside }: Open): boolean {
  const mark = inside.reopen.charAt(0);
  return /[*_`]/.test(mark) && inside.verbatim !== true && (text[end - 1] === mark || text[next] === mark);
}
