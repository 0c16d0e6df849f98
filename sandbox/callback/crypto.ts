import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

import { aesKeyOf } from './key.ts';

/**
 * How WeCom signs and encrypts what it posts, and what it accepts as an answer.
 * Source: https://developer.work.weixin.qq.com/document/path/90968
 */

/** PKCS#7, but with blocks of 32 bytes where the cipher itself has 16. */
const PAD_BLOCK = 32;
const RANDOM_BYTES = 16;
const LENGTH_BYTES = 4;
const HEAD_BYTES = RANDOM_BYTES + LENGTH_BYTES;

/** 40 hex digits over everything that is signed, whatever its order. */
export const signatureOf = (...parts: string[]): string =>
  createHash('sha1').update(parts.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))).join('')).digest('hex');

/** Bytes in AES-256-CBC, padded. The first half of the key is the initial vector: no other is transmitted. */
export function encryptBytes(bytes: Uint8Array, encodingAesKey: string): Buffer {
  const key = aesKeyOf(encodingAesKey);
  const pad = PAD_BLOCK - (bytes.length % PAD_BLOCK);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([cipher.update(bytes), cipher.update(Buffer.alloc(pad, pad)), cipher.final()]);
}

/** A message in its frame, encrypted, as base64. `random` is for tests that compare to the byte. */
export function encryptMessage(message: string, encodingAesKey: string, receiveId: string, random = randomBytes(RANDOM_BYTES)): string {
  const body = Buffer.from(message);
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(body.length);
  return encryptBytes(Buffer.concat([random, length, body, Buffer.from(receiveId)]), encodingAesKey).toString('base64');
}

export interface Decrypted {
  message: string;
  receiveId: string;
}

/** @throws Error that says which part of the frame is wrong: whoever writes a receiver wants to know. */
export function decryptMessage(base64: string, encodingAesKey: string): Decrypted {
  const cipherText = Buffer.from(base64, 'base64');
  if (cipherText.length === 0 || cipherText.toString('base64') !== base64) throw new Error('Encrypt is not base64');
  if (cipherText.length % PAD_BLOCK !== 0) throw new Error('the encrypted bytes are no multiple of 32: the padding has blocks of 32 bytes');
  const frame = withoutPad(decrypt(cipherText, aesKeyOf(encodingAesKey)));
  if (frame.length < HEAD_BYTES) throw new Error('the decrypted frame is shorter than its head of 20 bytes');
  const end = HEAD_BYTES + frame.readUInt32BE(RANDOM_BYTES);
  if (end > frame.length) throw new Error('the length in the frame is larger than the frame: it counts bytes, big-endian');
  return { message: frame.toString('utf8', HEAD_BYTES, end), receiveId: frame.toString('utf8', end) };
}

function decrypt(cipherText: Buffer, key: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([decipher.update(cipherText), decipher.final()]);
}

function withoutPad(padded: Buffer): Buffer {
  const pad = padded.at(-1) ?? 0;
  const isPadded = pad >= 1 && pad <= PAD_BLOCK && padded.subarray(-pad).every((byte) => byte === pad);
  if (!isPadded) throw new Error('the padding is wrong, as it is after another EncodingAESKey');
  return padded.subarray(0, -pad);
}
