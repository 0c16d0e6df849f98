/** How good a place is for a cut; smaller is better. Any boundary between characters is the last resort. */
export const PARAGRAPH = 0;
export const LINE = 1;
export const SENTENCE = 2;
export const SPACE = 3;
export const CHARACTER = 4;
export type Rank = 0 | 1 | 2 | 3 | 4;

/** A part may end at `end`, and the next one begin at `next`; the white space between them is dropped. Returns false to stop. */
export type OnPlace = (rank: Rank, end: number, next: number) => boolean;

/**
 * The places for a cut in the plain text between `from` and `to`, in order.
 *
 * What a cut drops: the white space around a line break, but for the indentation of the line that follows; the white space
 * between two words; nothing elsewhere. In code (`verbatim`): one line break or nothing.
 */
export function eachPlace(text: string, from: number, to: number, verbatim: boolean, onPlace: OnPlace): void {
  let at = from;
  let goOn = true;
  while (goOn && at < to) {
    if (!isSpace(text, at)) {
      at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
      goOn = onPlace(isSpace(text, at) ? CHARACTER : rankBetween(text, at), at, at);
    } else if (verbatim) {
      goOn = inCode(text, at, onPlace);
      at++;
    } else {
      const start = at;
      while (at < to && isSpace(text, at)) at++;
      goOn = betweenWords(text, start, at, onPlace);
    }
  }
}

/** The rank of a place at which nothing is dropped. Chinese and Japanese are cut anywhere but before or after some signs. */
export function rankBetween(text: string, at: number): Rank {
  const before = text.charAt(at - 1);
  const after = text.charAt(at);
  if (!isCjk(before) && !isCjk(after)) return CHARACTER;
  if (STAYS_WITH_LAST.test(after)) return CHARACTER;
  if (CJK_SENTENCE_END.test(text.slice(Math.max(0, at - 3), at))) return SENTENCE;
  return STAYS_WITH_NEXT.test(before) ? CHARACTER : SPACE;
}

function betweenWords(text: string, start: number, end: number, onPlace: OnPlace): boolean {
  const space = text.slice(start, end);
  const lastBreak = space.lastIndexOf('\n');
  if (lastBreak === -1) return onPlace(SENTENCE_END.test(text.slice(Math.max(0, start - 3), start)) ? SENTENCE : SPACE, start, end);
  return onPlace(space.indexOf('\n') < lastBreak ? PARAGRAPH : LINE, start, start + lastBreak + 1);
}

function inCode(text: string, at: number, onPlace: OnPlace): boolean {
  if (text[at] === '\n') return onPlace(LINE, text[at - 1] === '\r' ? at - 1 : at, at + 1);
  return text[at] === '\r' || onPlace(SPACE, at + 1, at + 1);
}

const SENTENCE_END = /[.!?。！？…]["'”’)\]」』）]{0,2}$/;
const CJK_SENTENCE_END = /[。！？]["'”’)\]」』）】》]{0,2}$/;
const STAYS_WITH_LAST = /[，。、；：！？）》」』】”’…—,.;:!?)\]}"'%]/;
const STAYS_WITH_NEXT = /[（《「『【“‘(\[{$#@]/;

const isCjk = (character: string): boolean => character >= '\u3001' && /[\u3001-\u30ff\u3400-\u9fff\uff01-\uff60]/.test(character);

function isSpace(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit < 0x80 ? unit === 0x20 || (unit >= 0x09 && unit <= 0x0d) : /\s/.test(text.charAt(at));
}
