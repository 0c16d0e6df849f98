import { Document } from './text/document.ts';
import type { Open } from './text/open.ts';
import { nextPiece } from './text/piece.ts';
import type { Manner, Piece, Stuck } from './text/piece.ts';
import type { TextFormat } from './text/span.ts';
import { WEB_ADDRESS } from './text/url.ts';
import { byteLength } from './utf8.ts';

export type { TextFormat } from './text/span.ts';

/** `problem` names what cannot be made to fit, as a clause: "a link of 5000 bytes, which cannot be cut". */
export type Split = { ok: true; parts: string[] } | { ok: false; problem: string };
export type Truncated = { ok: true; text: string } | { ok: false; problem: string };

const ELLIPSIS = '…';
const blank = { ok: false as const, problem: 'nothing but white space' };

/**
 * The text in parts of at most `maxBytes` bytes of UTF-8, in order. A text that fits is its only part, unchanged; of
 * several, each begins with a line of its own, "(1/3)", which counts.
 *
 * Never cut: a user-perceived character, a line break of CR LF, a link, a web address, a tag, a table row, an escaped
 * character. Not cut where they fit into one part: code, bold, italic and coloured runs, tables. A longer one of these is
 * closed and reopened, a table by repeating its head. Cuts are made between paragraphs if that fills half a part, else
 * between lines, sentences, words, characters, in this order.
 *
 * What is lost: the white space at a cut (line breaks and blank lines, but not the indentation that follows; the spaces
 * between two words; within a code block one line break). White space too long for a part is dropped at its start too. No
 * part is blank.
 *
 * Fails when something that is never cut is longer than a part, and when the text has nothing but white space. Takes time
 * in proportion to the text, whatever is in it.
 */
export function split(text: string, maxBytes: number, format: TextFormat): Split {
  if (byteLength(text) <= maxBytes) return { ok: true, parts: [text] };
  if (text.trim() === '') return blank;
  const doc = new Document(text, format);
  const atLeast = Math.ceil(doc.size(0, text.length) / Math.max(1, maxBytes));
  for (let digits = String(atLeast).length; ; digits++) {
    const parts = piecesOf(doc, maxBytes, digits);
    if ('stuck' in parts) return { ok: false, problem: `${parts.stuck}, which cannot be cut` };
    if (parts.length === 1) return { ok: true, parts };
    if (String(parts.length).length <= digits) return { ok: true, parts: parts.map((part, i) => numberLine(i + 1, String(parts.length)) + part) };
  }
}

/**
 * The start of the text, within `maxBytes` bytes of UTF-8 and ending with "…". A text that fits comes back unchanged.
 *
 * Cuts nothing that `split` never cuts. A code block, a run or a table is closed before the "…", which stands on a line of
 * its own behind a block, and behind a space where it would become part of a web address.
 *
 * Fails when not even the first word, or what must stay together at the start, fits.
 */
export function truncate(text: string, maxBytes: number, format: TextFormat): Truncated {
  if (byteLength(text) <= maxBytes) return { ok: true, text };
  if (text.trim() === '') return blank;
  const doc = new Document(text, format);
  // What is kept whole at the end is lost whole: so only what is short.
  const manner = { keepWhole: maxBytes / 4, mostRepeated: maxBytes, fullness: [3 / 4] };
  for (let room = maxBytes - byteLength(ELLIPSIS); ; room--) {
    const piece = nextPiece(doc, 0, undefined, room, manner);
    if ('stuck' in piece) return { ok: false, problem: `${piece.stuck}, which cannot be cut` };
    const shortened = text.slice(piece.start, piece.end) + (piece.open?.close ?? '') + beforeEllipsis(doc, piece) + ELLIPSIS;
    if (byteLength(shortened) <= maxBytes) return { ok: true, text: shortened };
  }
}

function beforeEllipsis({ spans }: Document, { end, open }: Piece): string {
  const behind = spans.filter((span) => span.end === end);
  if (open?.block === true || behind.some(({ block }) => block)) return '\n';
  return open === undefined && behind.some(({ what }) => what === WEB_ADDRESS) ? ' ' : '';
}

/** The parts without their numbers, of which each leaves room for a count of so many digits; more than that are not made. */
function piecesOf(doc: Document, maxBytes: number, digits: number): string[] | Stuck {
  const { text } = doc;
  const parts: string[] = [];
  let from = 0;
  let open: Open | undefined;
  while (text.slice(from, from + 1) !== '') {
    if (String(parts.length).length > digits) return parts;
    const room = maxBytes - byteLength(numberLine(parts.length + 1, '9'.repeat(digits)));
    const reopen: string = open?.reopen ?? '';
    if (byteLength(reopen) + doc.size(from, text.length) <= room) {
      parts.push(reopen + text.slice(from));
      break;
    }
    const manner: Manner = { keepWhole: room, mostRepeated: room / 2, fullness: [1 / 2, 0] };
    const piece: Piece | Stuck = nextPiece(doc, from, open, room, manner);
    if ('stuck' in piece) return piece;
    parts.push(reopen + text.slice(piece.start, piece.end) + (piece.open?.close ?? ''));
    from = piece.next;
    open = piece.open;
  }
  return parts;
}

const numberLine = (number: number, count: string): string => `(${number}/${count})\n`;
