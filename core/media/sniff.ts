import type { FileFormat } from '../spec/types.ts';
import { BRANDS, SIGNATURES } from './signatures.ts';

/** How many of a file's first bytes `sniff` looks at. Most formats need 16; HTML and SVG may begin after a comment. */
export const SNIFF_BYTES = 1024;

export interface Sniffed {
  /** Set when WeCom or WeChat has a kind of media for it. */
  format: FileFormat | undefined;
  /** For people: 'JPG', 'HTML', 'AMR-WB' … or 'unknown'. */
  formatName: string;
}

/**
 * What a file is by its first bytes. Names and extensions are not asked: WeCom looks at the bytes, and so does the phone
 * that shall show the picture.
 *
 * @param bytes the first `SNIFF_BYTES` of the file, or all of it.
 */
export function sniff(bytes: Uint8Array): Sniffed {
  const head = String.fromCharCode(...bytes.subarray(0, SNIFF_BYTES));
  const known = SIGNATURES.find(({ begins }) => beginsWith(head, begins));
  if (known !== undefined) return { format: known.format, formatName: known.name };
  if (head.startsWith('ftyp', 4)) return movie(head);
  const audio = audioFrame(bytes);
  return { format: audio === 'MP3' ? 'mp3' : undefined, formatName: audio ?? markup(head) ?? 'unknown' };
}

/** `.` stands for any byte. */
function beginsWith(head: string, begins: string): boolean {
  if (head.length < begins.length) return false;
  for (let i = 0; i < begins.length; i++) if (begins[i] !== '.' && begins[i] !== head[i]) return false;
  return true;
}

/** The first box of the MP4 family: size, 'ftyp', major brand, version, and the compatible brands up to the size. */
function movie(head: string): Sniffed {
  let boxSize = 0;
  for (let i = 0; i < 4; i++) boxSize = boxSize * 256 + head.charCodeAt(i);
  const compatible = head.slice(16, boxSize).match(/[^]{4}/g) ?? [];
  const brand = [head.slice(8, 12), ...compatible].map((name) => BRANDS[name]).find((found) => found !== undefined);
  return { format: brand?.format, formatName: brand?.name ?? 'a relative of MP4' };
}

/** MPEG audio without a tag before it: eleven bits of 1, then version, layer, bit rate and sample rate, each with a value that is reserved. */
function audioFrame(bytes: Uint8Array): 'AAC' | 'MP3' | undefined {
  const [first = 0, second = 0, third = 0xff] = bytes;
  if (first !== 0xff || (second & 0xe0) !== 0xe0) return undefined;
  const layer = (second >> 1) & 3;
  if (layer === 0) return (second & 0xf0) === 0xf0 ? 'AAC' : undefined;
  const reserved = (second & 0x18) === 0x08 || (third & 0xf0) === 0xf0 || (third & 0x0c) === 0x0c;
  return reserved ? undefined : 'MP3';
}

/** After a byte order mark, white space, an XML declaration and comments. */
function markup(head: string): string | undefined {
  const start = /^(?:\xef\xbb\xbf)?(?:\s+|<\?xml[^>]*>|<!--[^]*?-->)*/.exec(head)?.[0].length ?? 0;
  const rest = head.slice(start).toLowerCase();
  if (/^(?:<!doctype\s+svg|<svg[\s>])/.test(rest)) return 'SVG';
  if (/^<(?:!doctype\s+html|html|head|body|script|title|meta|div|p|h1|table|iframe|style)[\s/>]/.test(rest)) return 'HTML';
  if (rest.startsWith('<!--')) return 'HTML or XML';
  return head.slice(0, start).includes('<?xml') ? 'XML' : undefined;
}
