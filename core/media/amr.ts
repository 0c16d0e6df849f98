const MAGIC = '#!AMR\n';
const FRAME_MS = 20;

/**
 * Bytes of a frame with its header byte, by the frame type in that byte: eight speech modes, four kinds of silence
 * description, three types that do not exist, and "no data". RFC 4867 § 5.3 and 3GPP TS 26.101, table 1a.
 */
const FRAME_BYTES = [13, 14, 16, 18, 20, 21, 27, 32, 6, 7, 6, 6, undefined, undefined, undefined, 1];

export type AmrDuration = { ok: true; durationMs: number } | { ok: false; problem: string };

/**
 * How long an AMR narrow-band voice lasts, counted from its frames of 20 ms: the file itself does not say.
 *
 * @param bytes the whole file.
 * @returns milliseconds, or what is wrong with the file as a clause such as "it ends in the middle of frame 3".
 * @see https://www.rfc-editor.org/rfc/rfc4867#section-5
 */
export function amrDuration(bytes: Uint8Array): AmrDuration {
  if (String.fromCharCode(...bytes.subarray(0, MAGIC.length)) !== MAGIC) return { ok: false, problem: 'it does not begin with the mark of AMR' };

  let frames = 0;
  let at = MAGIC.length;
  for (let header = bytes[at]; header !== undefined; header = bytes[at]) {
    const type = (header >> 3) & 0x0f;
    const size = FRAME_BYTES[type];
    if (size === undefined) return { ok: false, problem: `frame ${frames + 1} has the type ${type}, which does not exist` };
    if (at + size > bytes.byteLength) return { ok: false, problem: `it ends in the middle of frame ${frames + 1}` };
    at += size;
    frames++;
  }
  return frames === 0 ? { ok: false, problem: 'it holds no sound' } : { ok: true, durationMs: frames * FRAME_MS };
}
