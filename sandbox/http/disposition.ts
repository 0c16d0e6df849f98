/** A name for `filename*`: RFC 5987 allows fewer characters than encodeURIComponent leaves alone. */
export const encodeRfc5987 = (text: string): string =>
  encodeURIComponent(text).replace(/['()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);

/** Node writes each character of a header as one byte. */
const asHeaderBytes = (text: string): string => Buffer.from(text).toString('latin1');

/**
 * How WeCom names a file that is fetched: `filename*` first, then the same name again as raw UTF-8 bytes, which no standard
 * allows; an ASCII name only once. The name holds no control characters.
 */
export function weComDisposition(filename: string): string {
  const quoted = `filename="${asHeaderBytes(filename.replace(/["\\]/g, '\\$&'))}"`;
  return /^[\x20-\x7e]*$/.test(filename)
    ? `attachment; ${quoted}`
    : `attachment; filename*=utf-8''${encodeRfc5987(filename)}; ${quoted}`;
}
