import { createHash } from 'node:crypto';

import type { Message } from './robot.ts';

/**
 * A robot's picture travels inside its message. The MD5 is of the same bytes that are encoded, so that the two cannot
 * disagree (errcode 301019). Its format and size must have been checked before.
 *
 * @see https://developer.work.weixin.qq.com/document/path/91770
 */
export function pictureMessage(bytes: Uint8Array): Message {
  const md5 = createHash('md5').update(bytes).digest('hex');
  return { msgtype: 'image', image: { base64: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64'), md5 } };
}
