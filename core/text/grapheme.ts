import { byteLength } from '../utf8.ts';

let made: Intl.Segmenter | undefined;

/** Made when first needed: loading its tables takes longer than most texts take to be sent. */
function segments(text: string): Intl.Segments {
  made ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  return made.segment(text);
}

/** Joins what stands before it: accents, vowel signs, variation selectors, joiners, skin tones, the tags of flags. */
const EXTENDS = /^[\p{M}\u{200C}\u{200D}\u{0E33}\u{0EB3}\u{FF9E}\u{FF9F}\u{1F3FB}-\u{1F3FF}\u{E0020}-\u{E007F}]/u;

/** Joins what stands after it: a few Arabic and Indic signs. Beyond the first plane, whole blocks that contain some. */
const PREPENDS = /(?:[\u0600-\u0605\u06DD\u070F\u0890\u0891\u08E2\u0D4E]|[\uD804\uD806\uD807][\uDC00-\uDFFF])$/;

/**
 * Whether one user-perceived character certainly ends at `index` and another begins, told from the neighbours alone; false
 * where a look further back would be needed. Made for the many places that ask, because `Intl.Segmenter` is slow.
 *
 * @see https://www.unicode.org/reports/tr29/#Grapheme_Cluster_Boundary_Rules
 */
export function isClearBoundary(text: string, index: number): boolean {
  if (index <= 0 || index >= text.length) return true;
  const before = text.charCodeAt(index - 1);
  const after = text.charCodeAt(index);
  if (before === 0x0d && after === 0x0a) return false;
  if (isInert(after)) return isInert(before) || !PREPENDS.test(text.slice(Math.max(0, index - 2), index));
  return isInert(before) && !EXTENDS.test(text.slice(index, index + 2));
}

/**
 * The last boundary between user-perceived characters at or before `index`. `from` must be a boundary itself; no text
 * before it is looked at, and none after `index` but one character.
 */
export function boundaryAtOrBefore(text: string, from: number, index: number): number {
  if (isClearBoundary(text, index)) return index;
  let start = index - 1;
  while (start > from && !isClearBoundary(text, start)) start--;
  return start + (segments(text.slice(start, index + 2)).containing(index - start)?.index ?? 0);
}

/** As many user-perceived characters from the start as fit into `maxBytes` of UTF-8. */
export function firstGraphemes(text: string, maxBytes: number): string {
  let end = 0;
  let bytes = 0;
  for (const { segment } of segments(text)) {
    bytes += byteLength(segment);
    if (bytes > maxBytes) break;
    end += segment.length;
  }
  return text.slice(0, end);
}

/** Latin, spaces, controls, Chinese and Japanese: they never join what stands before them, nor (but CR) what follows. */
function isInert(unit: number): boolean {
  return (
    unit < 0x80 ||
    (unit >= 0x3400 && unit <= 0x9fff) ||
    (unit >= 0x3000 && unit <= 0x3029) ||
    (unit >= 0x3041 && unit <= 0x3096) ||
    (unit >= 0x30a0 && unit <= 0x30ff) ||
    (unit >= 0xff01 && unit <= 0xff9d)
  );
}
