import { decryptBytes, encryptBytes } from './cipher.ts';
import { readDocument } from './document.ts';
import type { Format } from './document.ts';
import { fieldOf } from './fields.ts';
import { frame, unframe } from './frame.ts';
import { checkFresh } from './fresh.ts';
import { readPush } from './message.ts';
import type { Push } from './message.ts';
import { readOne, readSigned } from './query.ts';
import type { Query } from './query.ts';
import { CallbackRefusal } from './refusal.ts';
import type { CallbackSettings } from './settings.ts';
import { isSigned, sign } from './signature.ts';

/** Bytes. What WeCom pushes is a few thousand. */
const MAX_BYTES = 1024 * 1024;

export interface Packet {
  /** How the envelope was written, and so what a reply is. */
  format: Format;
  /** Whom the packet says it is for: a corpid, a suite id, an appid, or nothing for an AI bot. */
  receiveId: string;
  push: Push;
}

/**
 * Answers the request with which the admin console verifies a callback URL: the text to send back with status 200 within 1 second, as
 * it is, without quotes, a BOM or a line break.
 *
 * The attack: the signature of a packet does not say whether it came by GET or by POST. Whoever has recorded a message sends it as an
 * `echostr` and is given it decrypted. So what is not one plain word is not given.
 *
 * @param query decoded once. @param now milliseconds since 1970.
 * @throws CallbackRefusal, whose `status` is to be answered.
 * @see https://developer.work.weixin.qq.com/document/path/90930
 */
export function verifyUrl(query: Query, settings: CallbackSettings, now: number): string {
  const signed = readSigned(query);
  // A plus sign that was not encoded becomes a space in decoding, which base64 does not have.
  const cipherText = readOne(query, 'echostr').replaceAll(' ', '+');
  const { text } = openCipherText(cipherText, signed, settings, now);
  if (!/^[\w.-]{1,128}$/.test(text)) throw new CallbackRefusal('bad-content', 'the echostr holds something else than one word');
  return text;
}

/**
 * Verifies, decrypts and reads what WeCom pushes by POST, XML or JSON.
 *
 * Answer the request at once with status 200 and an empty body, whatever is done with it afterwards: anything else, and anything after 5
 * seconds, is sent again. A repetition is told by `redeliveryKey`.
 *
 * @param query decoded once. @param body as it came. @param now milliseconds since 1970.
 * @throws CallbackRefusal, whose `status` is to be answered.
 * @see https://developer.work.weixin.qq.com/document/path/90238
 */
export function openPacket(query: Query, body: string | Uint8Array, settings: CallbackSettings, now: number): Packet {
  const signed = readSigned(query);
  const { format, fields } = readDocument(readBody(body, settings.maxBytes), 'bad-envelope');
  const cipherText = fieldOf(fields, format === 'xml' ? 'Encrypt' : 'encrypt');
  if (typeof cipherText !== 'string') throw new CallbackRefusal('bad-envelope', 'there is not exactly one Encrypt in it');
  const { text, receiveId } = openCipherText(cipherText, signed, settings, now);
  return { format, receiveId, push: readPush(readDocument(text, 'bad-content').fields) };
}

/** The text of a body that is not too large. What is no UTF-8 becomes replacement characters: better a message with a gap than none. */
export function readBody(body: string | Uint8Array, maxBytes = MAX_BYTES): string {
  const size = typeof body === 'string' ? Buffer.byteLength(body) : body.byteLength;
  if (size > maxBytes) throw new CallbackRefusal('too-large', `the body has ${size} bytes, and ${maxBytes} are allowed`);
  return typeof body === 'string' ? body : new TextDecoder('utf-8', { ignoreBOM: true }).decode(body);
}

/** Verifies first: what was not signed is not decrypted. */
function openCipherText(cipherText: string, { signature, timestamp, nonce }: ReturnType<typeof readSigned>, settings: CallbackSettings, now: number): { text: string; receiveId: string } {
  if (!isSigned(signature, sign(settings.token, timestamp, nonce, cipherText))) {
    throw new CallbackRefusal('bad-signature', 'the signature is wrong, which another Token explains');
  }
  checkFresh(timestamp, now, settings.windowSeconds);
  return openText(cipherText, settings);
}

/** Decrypts what has been verified. Node skips what is no base64, so it is encoded again to compare. @throws CallbackRefusal */
export function openText(cipherText: string, { key, receiveId }: Pick<CallbackSettings, 'key' | 'receiveId'>): { text: string; receiveId: string } {
  const encrypted = Buffer.from(cipherText, 'base64');
  if (encrypted.toString('base64') !== cipherText) throw new CallbackRefusal('bad-cipher', 'the cipher text is no base64');
  return unframe(decryptBytes(encrypted, key), receiveId);
}

/** The reverse, in base64. @param random 16 bytes that nobody can foresee. */
export function sealText(text: string, key: CallbackSettings['key'], receiveId: string, random: Uint8Array): string {
  return encryptBytes(frame(text, receiveId, random), key).toString('base64');
}
