/**
 * The bytes that a text takes as UTF-8, which is what WeCom's limits count. A lone surrogate counts the 3 bytes of the
 * replacement character that an encoder puts in its place.
 */
export function byteLength(text: string): number {
  let bytes = 0;
  for (let i = 0; i < text.length; i++) bytes += bytesOfUnit(text, i);
  return bytes;
}

/**
 * The bytes that the UTF-16 code unit at `index` adds: a surrogate pair's 4 bytes are counted with its first half and none
 * with its second.
 */
export function bytesOfUnit(text: string, index: number): number {
  const unit = text.charCodeAt(index);
  if (unit < 0x80) return 1;
  if (unit < 0x800) return 2;
  if (isHigh(unit) && isLow(text.charCodeAt(index + 1))) return 4;
  if (isLow(unit) && isHigh(text.charCodeAt(index - 1))) return 0;
  return 3;
}

/** Half a surrogate pair cannot be written as UTF-8: JSON would carry it as an escape that the receiver cannot show. */
export function hasLoneSurrogate(text: string): boolean {
  return !text.isWellFormed();
}

const isHigh = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;
const isLow = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff;
