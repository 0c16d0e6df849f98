import { Buffer } from 'node:buffer';
import { fieldsOf, textOf } from './fields.ts';
import type { InboxMessage, InboxSource } from './source.ts';

/** By their first bytes, not by anybody's word: an SVG or an HTML page served as a picture could hold a script. */
const SIGNATURES = [
  { type: 'image/png', hex: '89504e470d0a1a0a' },
  { type: 'image/jpeg', hex: 'ffd8ff' },
];

const MORE_SIGNATURES = [
  { type: 'image/gif', hex: '47494638' },
  { type: 'image/bmp', hex: '424d' },
];

export interface Picture {
  contentType: string;
  bytes: Buffer;
}

/** The picture of an image message, if it is a JPG or a PNG: a robot's is inside as base64, an application's is an upload. */
export function pictureOf(message: InboxMessage, uploaded?: InboxSource['bytes']): Picture | undefined {
  if (message.msgtype !== 'image') return undefined;
  const [media] = message.media;
  const base64 = textOf(fieldsOf(message.message.image).base64);
  return pictureIn(Buffer.from(media ? (uploaded?.(media.media_id) ?? '') : Buffer.from(base64, 'base64')), SIGNATURES);
}

/** The picture of an Official Account's material, which may also be a GIF or a BMP. */
export const materialPicture = (bytes: Uint8Array): Picture | undefined => pictureIn(Buffer.from(bytes), [...SIGNATURES, ...MORE_SIGNATURES]);

function pictureIn(bytes: Buffer, signatures: typeof SIGNATURES): Picture | undefined {
  const signature = signatures.find(({ hex }) => bytes.subarray(0, hex.length / 2).toString('hex') === hex);
  return signature && { contentType: signature.type, bytes };
}
