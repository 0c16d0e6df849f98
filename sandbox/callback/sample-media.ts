import { crc32, deflateSync } from 'node:zlib';

/** What a member sends who has nothing at hand: each is small, and as real as its first bytes. */
export interface SampleMedia {
  bytes: Buffer;
  filename: string;
  contentType: string;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** A picture with a gradient, that one can see. */
function png(width: number, height: number): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  // 8 bits for each of red, green and blue.
  head.set([8, 2], 8);
  const rows = Array.from({ length: height }, (_, y) =>
    Buffer.from([0, ...Array.from({ length: width }, (__, x) => [60 + y, 120 + Math.floor((x * 90) / width), 220 - y]).flat()]),
  );
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', deflateSync(Buffer.concat(rows))), chunk('IEND', Buffer.alloc(0))]);
}

/** A second of silence: 50 frames of 12.2 kbit/s. */
const amr = (): Buffer => Buffer.concat([Buffer.from('#!AMR\n'), ...Array.from({ length: 50 }, () => Buffer.from([0x3c, ...Array<number>(31).fill(0)]))]);

/** A film without a picture in it. */
function mp4(): Buffer {
  const brands = Buffer.from('isom\0\0\x02\0isommp42');
  const [length, free] = [Buffer.alloc(4), Buffer.from('\0\0\0\bfree')];
  length.writeUInt32BE(8 + brands.length);
  return Buffer.concat([length, Buffer.from('ftyp'), brands, free]);
}

const SAMPLES: Readonly<Record<string, () => SampleMedia>> = {
  image: () => ({ bytes: png(160, 120), filename: 'photo.png', contentType: 'image/png' }),
  voice: () => ({ bytes: amr(), filename: 'voice.amr', contentType: 'audio/amr' }),
  video: () => ({ bytes: mp4(), filename: 'video.mp4', contentType: 'video/mp4' }),
};

/** The sample for a type of message; undefined for a type that holds no media. */
export const sampleMedia = (type: string): SampleMedia | undefined => SAMPLES[type]?.();
