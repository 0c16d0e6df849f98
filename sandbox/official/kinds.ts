import { extname } from 'node:path';

import { checkVideo } from '../media/video.ts';
import { Refusal } from '../errcodes.ts';
import { MB } from '../media/kinds.ts';
import { AccountRefusal } from './errcodes.ts';
import { amrSeconds, mp3Seconds, wavSeconds, wmaSeconds } from './sound.ts';
import type { Seconds } from './sound.ts';

/** What one `type` of an upload takes. */
export interface AccountKind {
  maxBytes: number;
  /** The errcode for more bytes than that. */
  tooLarge: number;
  /** Looks at the content of a file, by its name's extension; one that is not here is refused with 40005. @throws AccountRefusal */
  formats: Readonly<Record<string, (bytes: Buffer) => void>>;
}

const KB = 1024;
const MOST_SECONDS = 60;

const beginsWith = (hex: string, errcode: number) => (bytes: Buffer): void => {
  const magic = Buffer.from(hex, 'hex');
  if (!bytes.subarray(0, magic.length).equals(magic)) throw new AccountRefusal(errcode);
};

const lasts = (secondsOf: Seconds) => (bytes: Buffer): void => {
  const seconds = secondsOf(bytes);
  if (seconds === undefined) throw new AccountRefusal(40005);
  // A rounding error of a sum of frames is no second too much.
  if (seconds > MOST_SECONDS + 1e-6) throw new AccountRefusal(45007);
};

function isVideo(bytes: Buffer): void {
  try {
    checkVideo(bytes);
  } catch (error) {
    if (error instanceof Refusal) throw new AccountRefusal(40005);
    throw error;
  }
}

const JPG = { '.jpg': beginsWith('ffd8ff', 40137), '.jpeg': beginsWith('ffd8ff', 40137) };
const PNG = { '.png': beginsWith('89504e470d0a1a0a', 40137) };
const GIF = { '.gif': beginsWith('47494638', 40137) };
const BMP = { '.bmp': beginsWith('424d', 40137) };
const SPOKEN = { '.amr': lasts(amrSeconds), '.mp3': lasts(mp3Seconds) };

const VIDEO: AccountKind = { maxBytes: 10 * MB, tooLarge: 40011, formats: { '.mp4': isVideo } };
const THUMB: AccountKind = { maxBytes: 64 * KB, tooLarge: 40012, formats: JPG };
const IMAGE: AccountKind = { maxBytes: 10 * MB, tooLarge: 40009, formats: { ...JPG, ...PNG, ...GIF } };
const VOICE: AccountKind = { maxBytes: 2 * MB, tooLarge: 40010, formats: SPOKEN };

/**
 * Of media/upload. An older note on its page says that a picture has 2 MB at most; the newer table says 10.
 * Source: https://developers.weixin.qq.com/doc/service/api/material/temporary/api_uploadtempmedia
 */
export const TEMPORARY = new Map([['image', IMAGE], ['voice', VOICE], ['video', VIDEO], ['thumb', THUMB]]);

/** Of material/add_material: https://developers.weixin.qq.com/doc/service/api/material/permanent/api_addmaterial */
export const PERMANENT = new Map([
  ['image', { ...IMAGE, formats: { ...IMAGE.formats, ...BMP } }],
  ['voice', { ...VOICE, formats: { ...SPOKEN, '.wma': lasts(wmaSeconds), '.wav': lasts(wavSeconds) } }],
  ['video', VIDEO],
  ['thumb', THUMB],
]);

/** Of media/uploadimg, less than 1 MB: https://developers.weixin.qq.com/doc/service/api/material/permanent/api_uploadimage */
export const FOR_ARTICLES: AccountKind = { maxBytes: MB - 1, tooLarge: 40009, formats: { ...JPG, ...PNG } };

/** @throws AccountRefusal 40005 for a name of another kind, and what the kind itself refuses. */
export function checkFile(kind: AccountKind, filename: string, bytes: Buffer): void {
  if (bytes.length > kind.maxBytes) throw new AccountRefusal(kind.tooLarge);
  const check = new Map(Object.entries(kind.formats)).get(extname(filename).toLowerCase());
  if (!check) throw new AccountRefusal(40005);
  check(bytes);
}
