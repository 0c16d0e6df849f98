import { createHash } from 'node:crypto';

import { Refusal } from '../errcodes.ts';
import { checkPicture } from '../media/picture.ts';

/** Before the base64. */
const MAX_BYTES = 2 * 1024 * 1024;

/**
 * Checks a picture that comes inside the message.
 * Source: https://developer.work.weixin.qq.com/document/path/91770
 * @throws Refusal 40058 for base64 with anything but base64 in it (a data-URI prefix, line breaks, the URL alphabet, no
 * padding), 40009 over 2 MB, 40004 when it is neither JPG nor PNG, 301019 when the MD5 is not that of the raw bytes.
 */
export function checkImage(base64: string, md5: string): void {
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.toString('base64') !== base64) throw new Refusal(40058, 'image.base64 is not base64');
  if (bytes.length > MAX_BYTES) throw new Refusal(40009);
  checkPicture(bytes);
  if (createHash('md5').update(bytes).digest('hex') !== md5) throw new Refusal(301019);
}
