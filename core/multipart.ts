import type { MediaPart, TextPart } from './ports.ts';

export interface PartFacts {
  /** Must be random, so that no file can contain it, and end the part early. */
  boundary: string;
  /** From `safeFilename`. */
  filename: string;
  contentType: string;
  /** Bytes. */
  size: number;
}

/**
 * The head of the one part of an upload, from its boundary line to the blank line.
 *
 * WeCom's parser is particular (44001, "empty media data"): it wants the part named `media`, the file name as raw UTF-8 in
 * quotes (`filename*` is not read, percent escapes are shown literally), and `filelength`. Write the head out as UTF-8.
 *
 * @throws Error naming the broken rule when a value could leave its place in the head. The value is not repeated.
 * @see https://developer.work.weixin.qq.com/document/path/90253
 */
export function partHead({ boundary, filename, contentType, size }: PartFacts): string {
  checkBoundary(boundary);
  // Attack: `a.txt"\r\nContent-Type: text/html\r\n\r\n<script>` ends the name and the head, and the rest becomes the file.
  // A backslash at the end takes the closing quote away from a parser that knows escapes. `safeFilename` leaves none of
  // these; whoever comes without having called it must not get through either.
  if (filename === '') throw new Error('The file name in a multipart head must not be empty');
  if (/[\x00-\x1f\x7f"\\]/.test(filename)) throw new Error('The file name in a multipart head must not contain quotes, backslashes or control characters');
  if (!/^[\x20-\x7e]+$/.test(contentType)) throw new Error('The content type in a multipart head must be printable ASCII');
  if (contentType.includes('"')) throw new Error('The content type in a multipart head must not contain quotes');
  if (!Number.isSafeInteger(size) || size < 0) throw new Error('The size in a multipart head must be a number of bytes');
  return (
    `--${boundary}\r\n` +
    `Content-Disposition: form-data; name="media"; filename="${filename}"; filelength=${size}\r\n` +
    `Content-Type: ${contentType}\r\n\r\n`
  );
}

/** The whole body of an upload, for a host that has no library to frame it. */
export function frame({ filename, contentType, bytes }: MediaPart, boundary: string, text?: TextPart): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder();
  const head = encoder.encode(partHead({ boundary, filename, contentType, size: bytes.byteLength }));
  const tail = encoder.encode(partTail(boundary, text));
  const body = new Uint8Array(head.byteLength + bytes.byteLength + tail.byteLength);
  body.set(head);
  body.set(bytes, head.byteLength);
  body.set(tail, head.byteLength + bytes.byteLength);
  return body;
}

/**
 * What stands after the file's bytes: a text, if one goes with it, and the end. Write it out as UTF-8.
 *
 * WeChat takes the title of a permanent video that way, as a part of its own in raw UTF-8.
 *
 * @throws Error when the text's name could leave its place, or the text could end its part early. Neither is repeated.
 * @see https://developers.weixin.qq.com/doc/offiaccount/Asset_Management/Adding_Permanent_Assets.html
 */
export function partTail(boundary: string, text?: TextPart): string {
  checkBoundary(boundary);
  const end = `\r\n--${boundary}--\r\n`;
  if (text === undefined) return end;
  if (!/^\w+$/.test(text.name)) throw new Error('The name of a text in a multipart body must be letters, digits and _');
  if (text.value.includes(boundary)) throw new Error('A text in a multipart body must not contain the boundary');
  return `\r\n--${boundary}\r\nContent-Disposition: form-data; name="${text.name}"\r\n\r\n${text.value}${end}`;
}

/** The request's Content-Type. WeCom does not find the parts when the boundary is quoted or something follows it. */
export function multipartContentType(boundary: string): string {
  checkBoundary(boundary);
  return `multipart/form-data; boundary=${boundary}`;
}

/** RFC 2046 § 5.1.1, without the space. Attack: a boundary with a line break writes header lines of its own. */
function checkBoundary(boundary: string): void {
  if (!/^[0-9A-Za-z'()+_,\-./:=?]{1,70}$/.test(boundary)) {
    throw new Error("A multipart boundary must be 1 to 70 characters of letters, digits and '()+_,-./:=?");
  }
}
