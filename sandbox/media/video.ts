import { Refusal } from '../errcodes.ts';

/** ISO/IEC 14496-12 and -14. QuickTime's `qt  ` has the same form but is no MP4. */
const MP4_BRANDS = new Set(['isom', 'iso2', 'iso3', 'iso4', 'iso5', 'iso6', 'mp41', 'mp42', 'avc1']);

/**
 * Checks that the bytes are an MP4: the first box is `ftyp` and names a brand of MP4.
 * @throws Refusal 40004 when they are not.
 */
export function checkVideo(bytes: Buffer): void {
  if (bytes.length < 16 || bytes.toString('latin1', 4, 8) !== 'ftyp') throw new Refusal(40004);
  const box = bytes.toString('latin1', 8, Math.min(bytes.length, bytes.readUInt32BE(0)));
  // The major brand, a version number, then the brands it is compatible with.
  const brands = box.match(/[^]{4}/g) ?? [];
  if (!brands.some((brand, index) => index !== 1 && MP4_BRANDS.has(brand))) throw new Refusal(40004);
}
