import { randomInt } from 'node:crypto';

import { withQuery } from './address.ts';
import { encryptMessage, signatureOf } from './crypto.ts';
import { randomKey } from './key.ts';
import type { CallbackFace, CallOptions } from './types.ts';
import { writeXml } from './xml-writer.ts';

/** One POST to a callback address, ready to be sent, as often as need be. */
export interface Packet {
  url: URL;
  contentType: string;
  body: Buffer;
}

/** The envelope around what is encrypted: XML with whom it is for, or a bot's JSON. */
export type Envelope = { toUserName: string; agentId: string } | 'json';

/**
 * Encrypts and signs a message. `timestamp` in seconds since 1970.
 * Source: https://developer.work.weixin.qq.com/document/path/90930
 */
export function packetOf(address: CallbackFace, message: string, envelope: Envelope, timestamp: number, { spoil, body }: CallOptions): Packet {
  const key = spoil === 'key' ? randomKey() : address.encodingAesKey;
  const receiveId = spoil === 'receiveid' ? `${address.receiveId}x` : address.receiveId;
  const whole = encryptMessage(message, key, receiveId);
  const encrypt = spoil === 'cipher' ? withOneByteChanged(whole) : whole;
  const [time, nonce] = [String(timestamp), String(randomInt(1e9))];
  const token = spoil === 'signature' ? `${address.token}x` : address.token;
  const msg_signature = signatureOf(token, time, nonce, encrypt);
  return {
    url: withQuery(address.url, { msg_signature, timestamp: time, nonce }),
    contentType: envelope === 'json' ? 'application/json' : 'text/xml',
    body: bodyOf(envelope, encrypt, body),
  };
}

function bodyOf(envelope: Envelope, encrypt: string, instead: string | number | undefined): Buffer {
  if (typeof instead === 'number') return Buffer.alloc(instead, ' ');
  if (instead !== undefined) return Buffer.from(instead);
  if (envelope === 'json') return Buffer.from(JSON.stringify({ encrypt }));
  return Buffer.from(writeXml({ ToUserName: envelope.toUserName, AgentID: envelope.agentId, Encrypt: encrypt }));
}

/** In the last block but one, so that what it decrypts to is broken where the padding is looked for. */
function withOneByteChanged(base64: string): string {
  const bytes = Buffer.from(base64, 'base64');
  const at = bytes.length - 17;
  bytes[at] = (bytes[at] ?? 0) ^ 0x80;
  return bytes.toString('base64');
}
