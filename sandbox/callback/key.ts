import { randomInt } from 'node:crypto';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

const randomText = (length: number): string => Array.from({ length }, () => LETTERS[randomInt(LETTERS.length)]).join('');

/**
 * A token and an EncodingAESKey as the admin page's "random" buttons make them. The last of the 43 characters carries two bits that
 * belong to no byte; a strict decoder wants them to be 0.
 */
export const randomToken = (): string => randomText(24);
export const randomKey = (): string => `${randomText(42)}${'AEIMQUYcgkosw048'[randomInt(16)] ?? 'A'}`;

/** @throws Error for a token that the admin page would not take. */
export function checkToken(token: string): void {
  if (!/^[A-Za-z0-9]{1,32}$/.test(token)) throw new Error('A callback token has 1 to 32 letters and digits.');
}

/**
 * The AES key, 32 bytes.
 * Source: https://developer.work.weixin.qq.com/document/path/90968
 * @throws Error for anything but 43 letters and digits: Node's decoder would take much else and quietly give another key.
 */
export function aesKeyOf(encodingAesKey: string): Buffer {
  if (!/^[A-Za-z0-9]{43}$/.test(encodingAesKey)) throw new Error('An EncodingAESKey has exactly 43 letters and digits.');
  return Buffer.from(`${encodingAesKey}=`, 'base64');
}
