/** Small files of each kind, and larger ones. */

const JPG_START = Buffer.from('ffd8ffe000104a46', 'hex');
const PNG_START = Buffer.from('89504e470d0a1a0a0000', 'hex');
const MP4_START = Buffer.from('\0\0\0\u0018ftypisom\0\0\u0002\0isommp42', 'latin1');

/** These bytes with zeros behind them. */
export const padded = (start: Buffer, size: number): Buffer => Buffer.concat([start, Buffer.alloc(size - start.length)]);

export const jpg = (size = 64): Buffer => padded(JPG_START, size);
export const png = (size = 64): Buffer => padded(PNG_START, size);
export const mp4 = (size = 64): Buffer => padded(MP4_START, size);
export const GIF = Buffer.from('GIF89a and a picture', 'latin1');
export const BMP = Buffer.from('BM and a picture', 'latin1');
export const WMA = Buffer.from('3026b2758e66cf11a6d900aa0062ce6c00', 'hex');

/** Frames of silence, 50 in a second. */
export const amr = (frames: number): Buffer => Buffer.concat([Buffer.from('#!AMR\n'), Buffer.alloc(frames, 0x7c)]);

/** Frames of MPEG 1 layer III at 32 kbit/s and 32 kHz: 144 bytes for 36 ms. */
export function mp3(frames: number, tag = Buffer.alloc(0)): Buffer {
  const frame = Buffer.alloc(144);
  frame.writeUInt32BE(0xfffb1800);
  return Buffer.concat([tag, ...Array.from({ length: frames }, () => frame)]);
}

/** 8 kHz, 8 bit, mono: one byte for 125 µs. */
export function wav(bytes: number): Buffer {
  const head = Buffer.alloc(44);
  head.write('RIFF', 0, 'latin1');
  head.write('WAVEfmt ', 8, 'latin1');
  head.writeUInt32LE(8000, 28);
  return Buffer.concat([head, Buffer.alloc(bytes)]);
}
