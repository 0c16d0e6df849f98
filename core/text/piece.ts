import { byteLength } from '../utf8.ts';
import { BestPlace } from './best-place.ts';
import type { Place } from './best-place.ts';
import type { Document } from './document.ts';
import { enter } from './open.ts';
import type { Open } from './open.ts';
import { eachPlace, rankBetween } from './places.ts';

/** A stretch of a text, and how the text goes on. Between `end` and `next` lies only white space, which is dropped. */
export interface Piece extends Place {
  start: number;
}

/** No piece can be made. `stuck` names what stands in the way. */
export interface Stuck {
  stuck: string;
}

export interface Manner {
  /** A span of up to this many bytes, with what is written around it, is never interrupted. */
  keepWhole: number;
  /**
   * A span that would need more bytes than this around it is never interrupted either: what is repeated in every part must
   * leave room for what is not, or a long text becomes parts without end.
   */
  mostRepeated: number;
  /** For {@link BestPlace.choose}. */
  fullness: readonly number[];
}

/**
 * The next piece of a text: as much from `from` on as fits into `room` bytes together with what is written before and after
 * it. Looks no further than the room reaches.
 *
 * @param open what the piece before interrupted.
 */
export function nextPiece(doc: Document, from: number, open: Open | undefined, room: number, manner: Manner): Piece | Stuck {
  const found = findPlace(doc, from, open, room, manner);
  if (!('stuck' in found)) return { start: from, ...found };
  // White space may be what leaves no room for the word behind it.
  const word = from + doc.text.slice(from, open?.inside.end).search(/\S/);
  if (word <= from) return found;
  const again = findPlace(doc, word, open, room, manner);
  return 'stuck' in again ? again : { start: word, ...again };
}

function findPlace(doc: Document, from: number, opened: Open | undefined, room: number, { keepWhole, mostRepeated, fullness }: Manner): Place | Stuck {
  const { text, spans } = doc;
  const limit = room - byteLength(opened?.reopen ?? '');
  const best = new BestPlace(doc, from, limit);
  let stuck = 'a character';
  let open = opened;
  let at = from;
  let nextSpan = doc.firstSpanFrom(from);

  const leave = (end: number): void => {
    at = end;
    best.note(rankBetween(text, at), { end: at, next: at, open }, at);
  };

  while (at < text.length && doc.size(from, at) <= limit) {
    if (at === open?.inside.end) {
      const { end } = open;
      open = open.outer;
      leave(end);
      continue;
    }
    while ((spans[nextSpan]?.start ?? Infinity) < at) nextSpan++;
    const span = spans[nextSpan];
    if (span?.start !== at) {
      const start = at;
      const within = open;
      at = Math.min(span?.start ?? text.length, open?.inside.end ?? text.length);
      eachPlace(text, start, at, open?.inside.verbatim === true, (rank, end, next) => best.note(rank, { end, next, open: within }, start));
      continue;
    }
    const size = doc.size(at, span.end);
    if (span.inside === undefined || size + (open?.bytes ?? 0) <= keepWhole) {
      if (doc.size(from, span.end) > limit) stuck = `a ${span.what} of ${size} bytes`;
      leave(span.end);
      continue;
    }
    open = enter(span, span.inside, open);
    at = span.inside.start;
    if (open.bytes > mostRepeated) return best.choose(fullness) ?? { stuck: `a ${span.what} that needs ${open.bytes} bytes around it in each part` };
  }
  return best.choose(fullness) ?? { stuck };
}
