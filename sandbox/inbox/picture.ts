import { Buffer } from 'node:buffer';
import { fieldsOf, listOf, textOf } from './fields.ts';
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

/** Where the pictures of a message with several are. */
export const itemPath = (id: number, index: number): string => `/inbox/picture/${id}/${index}`;

/** A picture of a message, if it is a JPG or a PNG; of an image message the only one, of others the one at that index. */
export function pictureOf(message: InboxMessage, uploaded?: InboxSource['bytes'], index = 0): Picture | undefined {
  const bytes = pictureBytes(message, uploaded, index);
  return bytes && pictureIn(Buffer.from(bytes), SIGNATURES);
}

/** A robot's or a bot's is inside as base64, an application's is an upload; only one that the message was allowed to name is looked up. */
function pictureBytes({ msgtype, message, media }: InboxMessage, uploaded: InboxSource['bytes'], index: number): Uint8Array | undefined {
  const upload = (mediaId: string): Uint8Array | undefined => (media.some(({ media_id }) => media_id === mediaId) ? uploaded?.(mediaId) : undefined);
  if (msgtype === 'mpnews') return upload(textOf(listOf(fieldsOf(message.mpnews).articles)[index]?.thumb_media_id));
  if (message.stream !== undefined) return decoded(listOf(fieldsOf(message.stream).msg_item)[index]?.image);
  if (msgtype !== 'image') return undefined;
  const [picture] = media;
  return picture ? uploaded?.(picture.media_id) : decoded(message.image);
}

const decoded = (image: unknown): Uint8Array => Buffer.from(textOf(fieldsOf(image).base64), 'base64');

/** The picture of an Official Account's material, which may also be a GIF or a BMP. */
export const materialPicture = (bytes: Uint8Array): Picture | undefined => pictureIn(Buffer.from(bytes), [...SIGNATURES, ...MORE_SIGNATURES]);

function pictureIn(bytes: Buffer, signatures: typeof SIGNATURES): Picture | undefined {
  const signature = signatures.find(({ hex }) => bytes.subarray(0, hex.length / 2).toString('hex') === hex);
  return signature && { contentType: signature.type, bytes };
}
