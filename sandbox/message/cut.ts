/** As many whole characters as fit into so many UTF-8 bytes. */
export function cutBytes(text: string, maxBytes: number): string {
  const bytes = Buffer.from(text);
  let end = Math.min(bytes.length, maxBytes);
  // A byte of the form 10xxxxxx continues a character that began before it.
  while (end < bytes.length && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return bytes.toString('utf8', 0, end);
}

/** The first so many characters; one outside the basic plane counts as one. */
export const cutCharacters = (text: string, max: number): string => Array.from(text).slice(0, max).join('');
