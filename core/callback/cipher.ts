import type { AesKey } from './aes-key.ts';
import { CallbackRefusal } from './refusal.ts';

/** Bytes to which WeCom pads, as PKCS#7 does. */
const BLOCK = 32;

/** AES-256-CBC with 1 to 32 bytes of padding. */
export function encryptBytes(plain: Uint8Array, key: AesKey): Buffer {
  const cipher = key.cipher();
  const padding = BLOCK - (plain.byteLength % BLOCK);
  return Buffer.concat([cipher.update(plain), cipher.update(Buffer.alloc(padding, padding)), cipher.final()]);
}

/** The reverse. @throws CallbackRefusal when that is no cipher text, or its padding is not 1 to 32 times its own length. */
export function decryptBytes(encrypted: Uint8Array, key: AesKey): Buffer {
  if (encrypted.byteLength === 0 || encrypted.byteLength % 16 !== 0) throw new CallbackRefusal('bad-cipher', 'the cipher text is not of whole blocks');
  const decipher = key.decipher();
  const padded = Buffer.concat([decipher.update(encrypted), decipher.final()]);
  const padding = padded.at(-1) ?? 0;
  const isPadding = padding >= 1 && padding <= Math.min(BLOCK, padded.byteLength) && padded.subarray(-padding).every((byte) => byte === padding);
  if (!isPadding) throw new CallbackRefusal('bad-padding', 'the padding is wrong, which another EncodingAESKey explains');
  return padded.subarray(0, -padding);
}
