import type { PlantedMedia } from '../types.ts';
import { MB } from './kinds.ts';
import type { Upload } from './store.ts';

/** As much as WeCom takes by address: https://developer.work.weixin.qq.com/document/path/96219 */
const MAX_BYTES = 200 * MB;

/** What was planted, as if it had been uploaded by that corp, or by the account that it names. @throws Error for what plantMedia does not take. */
export function plantedUpload({ filename, type = 'file', contentType = 'application/octet-stream', content, speex, account }: PlantedMedia, corpid: string): Upload {
  if (/\p{Cc}/u.test(filename)) throw new Error('A filename holds no control characters: no header can carry them.');
  if (!/^[\w.+-]+\/[\w.+-]+$/.test(contentType)) throw new Error('A contentType looks like "text/plain", without parameters.');
  const size = typeof content === 'number' ? content : content.length;
  if (!Number.isInteger(size) || size < 0 || size > MAX_BYTES) throw new Error(`A media file has up to ${MAX_BYTES} bytes.`);
  const bytes = typeof content === 'number' ? numbered(content) : content;
  const recorded = speex && { speex, origin: 'jssdk' as const };
  const owner = account === undefined ? { corpid } : { account };
  return { ...owner, type, filename: filename.toWellFormed(), contentType, rawHead: '', remarks: [], bytes, ...recorded };
}

/** Bytes that tell where they belong, so that no range can be mistaken for another. */
function numbered(size: number): Buffer {
  const bytes = Buffer.alloc(size);
  for (let at = 0; at + 4 <= size; at += 4) bytes.writeUInt32BE(at, at);
  return bytes;
}
