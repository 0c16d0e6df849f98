import { Refusal } from '../errcodes.ts';

/** RFC 4867 § 5.1: the file's first bytes. Wide-band AMR has others and is not taken. */
const MAGIC = Buffer.from('#!AMR\n');

/** RFC 4867: the bytes after a frame's first byte, by its type 0–15; absent = no such type. */
const FRAME_BYTES = new Map([
  [0, 12],
  [1, 13],
  [2, 15],
  [3, 17],
  [4, 19],
  [5, 20],
  [6, 26],
  [7, 31],
  [8, 5],
  [15, 0],
]);

/** Of AMR. */
export const FRAMES_PER_SECOND = 50;
const MAX_SECONDS = 60;

/** How many frames an AMR recording has: 'no AMR' when it is none, 'broken' when its frames are. */
export function amrFrames(bytes: Buffer): number | 'no AMR' | 'broken' {
  if (!bytes.subarray(0, MAGIC.length).equals(MAGIC)) return 'no AMR';
  let frames = 0;
  let at = MAGIC.length;
  while (at < bytes.length) {
    const size = FRAME_BYTES.get(((bytes[at] ?? 0) >> 3) & 15);
    if (size === undefined) return 'broken';
    at += 1 + size;
    frames += 1;
  }
  return at > bytes.length || frames === 0 ? 'broken' : frames;
}

/**
 * Checks that the bytes are an AMR recording of at most 60 s. The length is counted from the frames: nothing in the file states it.
 * @throws Refusal 301017 when it is not AMR, 301016 when its frames are broken, 45007 when it is too long.
 */
export function checkVoice(bytes: Buffer): void {
  const frames = amrFrames(bytes);
  if (frames === 'no AMR') throw new Refusal(301017);
  if (frames === 'broken') throw new Refusal(301016);
  if (frames > MAX_SECONDS * FRAMES_PER_SECOND) throw new Refusal(45007);
}
