import { firstGraphemes } from './text/grapheme.ts';
import { byteLength } from './utf8.ts';

const MAX_BYTES = 200;
const MAX_EXTENSION_BYTES = 32;

/**
 * The name under which a group sees a file: the given one wherever possible, with its extension, without what could break
 * the upload, deceive a reader, or fail on the recipients' disks.
 *
 * What stays: Chinese, Japanese, every other script, emoji with their joiners, spaces inside, and percent sequences as
 * they are (WeCom shows names literally). The result is NFC, because macOS hands out NFD, which other systems show as
 * loose accents; it has 1 to 200 bytes of UTF-8; and it comes out of a second pass unchanged.
 *
 * @see https://developer.work.weixin.qq.com/document/path/91770
 */
export function safeFilename(name: string): { name: string; changed: boolean } {
  const base = baseName(name);
  const visible = base.replace(INVISIBLE, '$<emoji>').normalize('NFC').replaceAll('"', "'").replace(FORBIDDEN, '_');
  // `.gitignore` is a whole name that loses its dot; in `<U+202E>.txt`, however, `.txt` is the extension of an empty name.
  const whole = trimEnd(base.startsWith('.') ? trimStart(visible) : visible);
  const extension = extensionOf(whole);
  const stem = trimStart(whole.slice(0, whole.length - extension.length));
  const safe = (shorten(stem, MAX_BYTES - byteLength(extension)) || 'file') + extension;
  return { name: safe, changed: safe !== name };
}

/**
 * Attack: `../../etc/passwd` or `..\..\autorun.inf` as a name, written out by a client that trusts it. Both separators
 * count wherever this runs, because the recipient's system is another one.
 */
const baseName = (name: string): string => name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);

/**
 * What has no place in a name because nobody can see it; the group `emoji` is what looks like it and stays.
 *
 * - control characters (Cc), line and paragraph separators. Attack: CR LF ends the header line of the upload and starts one
 *   of the attacker's; NUL ends the name in a C parser.
 * - default-ignorable ones: bidi controls. Attack: `photo<U+202E>gpj.exe` is shown as `photoexe.jpg`. And zero-width ones.
 *   Attack: two names that look the same.
 * - lone surrogates (Cs) and interlinear marks: they cannot be written, or are not shown.
 *
 * Variation selectors stay: they choose between a picture and a sign, or the form of a Chinese character. A joiner stays
 * between two emoji, and tag characters stay in the flags made of them (England, Scotland, Wales).
 */
const INVISIBLE =
  /(?<emoji>\p{Extended_Pictographic}[\u{FE0F}\u{1F3FB}-\u{1F3FF}]?\u{200D}(?=\p{Extended_Pictographic})|\u{1F3F4}[\u{E0030}-\u{E0039}\u{E0061}-\u{E007A}]{1,6}\u{E007F})|(?!\p{Variation_Selector})\p{Default_Ignorable_Code_Point}|[\p{Cc}\p{Cs}\u{2028}\u{2029}\u{FFF9}-\u{FFFB}]/gu;

/** `;` ends a parameter for WeCom's multipart parser; Windows, where many recipients are, refuses the others in a name. */
const FORBIDDEN = /[;:*?<>|]/g;

/** From the last dot on, when that is short enough to be an extension. */
function extensionOf(name: string): string {
  const dot = name.lastIndexOf('.');
  const extension = dot === -1 ? '' : name.slice(dot);
  return byteLength(extension) <= MAX_EXTENSION_BYTES ? extension : '';
}

function shorten(stem: string, maxBytes: number): string {
  return byteLength(stem) <= maxBytes ? stem : trimEnd(firstGraphemes(stem, maxBytes));
}

/** A leading dot hides the file on the recipient's disk; a leading space is hard to see. */
const trimStart = (name: string): string => name.replace(/^[\s.]+/u, '');

/** Windows drops trailing dots and spaces, and with them what they kept apart. A loop: `/[\s.]+$/` takes quadratic time. */
function trimEnd(name: string): string {
  let end = name.length;
  while (end > 0 && /[\s.]/u.test(name.charAt(end - 1))) end--;
  return name.slice(0, end);
}
