import { amrFrames, FRAMES_PER_SECOND } from '../media/voice.ts';

/** How many seconds a sound lasts, undefined when the bytes are none of that kind. */
export type Seconds = (bytes: Buffer) => number | undefined;

export function amrSeconds(bytes: Buffer): number | undefined {
  const frames = amrFrames(bytes);
  return typeof frames === 'number' ? frames / FRAMES_PER_SECOND : undefined;
}

/** ISO/IEC 11172-3 and 13818-3, layer III: kbit/s by the index in a frame's head. */
const KBITS = {
  mpeg1: [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  mpeg2: [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
};
const HERTZ = [44_100, 48_000, 32_000];

interface Frame {
  bytes: number;
  seconds: number;
}

/** The frame that begins there; undefined when none does. */
function mp3Frame(bytes: Buffer, at: number): Frame | undefined {
  if (at + 4 > bytes.length) return undefined;
  const head = bytes.readUInt32BE(at);
  const [version, layer] = [(head >>> 19) & 3, (head >>> 17) & 3];
  if (head >>> 21 !== 0x7ff || version === 1 || layer !== 1) return undefined;
  const isFirst = version === 3;
  const kbits = (isFirst ? KBITS.mpeg1 : KBITS.mpeg2)[(head >>> 12) & 15];
  const hertz = (HERTZ[(head >>> 10) & 3] ?? 0) / (isFirst ? 1 : version === 2 ? 2 : 4);
  if (!kbits || hertz === 0) return undefined;
  const samples = isFirst ? 1152 : 576;
  return { bytes: Math.floor(((samples / 8) * kbits * 1000) / hertz) + ((head >>> 9) & 1), seconds: samples / hertz };
}

/** An ID3 tag may stand in front, and its length has 7 bits in each byte. */
function afterTag(bytes: Buffer): number {
  if (bytes.toString('latin1', 0, 3) !== 'ID3' || bytes.length < 10) return 0;
  return 10 + bytes.subarray(6, 10).reduce((size, byte) => (size << 7) | (byte & 0x7f), 0);
}

/** Of an MP3: what is behind its frames (another tag) is not looked at. */
export function mp3Seconds(bytes: Buffer): number | undefined {
  let seconds = 0;
  let at = afterTag(bytes);
  for (let frame = mp3Frame(bytes, at); frame; frame = mp3Frame(bytes, at)) {
    seconds += frame.seconds;
    at += frame.bytes;
  }
  return seconds > 0 ? seconds : undefined;
}

/** Of a WAV whose head is as short as it can be, which is how they are written. */
export function wavSeconds(bytes: Buffer): number | undefined {
  if (bytes.length < 44 || bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.toString('latin1', 8, 16) !== 'WAVEfmt ') return undefined;
  const bytesPerSecond = bytes.readUInt32LE(28);
  return bytesPerSecond > 0 ? (bytes.length - 44) / bytesPerSecond : undefined;
}

/** The identifier that a file of Windows Media begins with. */
const ASF = Buffer.from('3026b2758e66cf11a6d900aa0062ce6c', 'hex');

/** Of a WMA: how long it lasts is not looked at, 0 stands for any length. */
export const wmaSeconds = (bytes: Buffer): number | undefined => (bytes.subarray(0, ASF.length).equals(ASF) ? 0 : undefined);
