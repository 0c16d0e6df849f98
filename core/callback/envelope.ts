import { randomBytes } from 'node:crypto';

import type { Format } from './document.ts';
import { sealText } from './packet.ts';
import type { CallbackSettings } from './settings.ts';
import { sign } from './signature.ts';
import { cdata, element } from './write-xml.ts';

export interface SealPorts {
  /** Milliseconds since 1970. */
  now: number;
  /** Bytes that nobody can foresee; Node's when left out. */
  entropy?: (bytes: number) => Uint8Array;
}

/** An answer to a callback, to be sent with status 200. */
export interface Sealed {
  contentType: 'application/xml' | 'application/json';
  body: string;
}

/**
 * A text encrypted and signed as WeCom takes it in an answer.
 *
 * @param receiveId whom the answer is from: the corpid, or nothing for an AI bot.
 * @see https://developer.work.weixin.qq.com/document/path/90968
 */
export function sealEnvelope(format: Format, text: string, receiveId: string, { token, key }: CallbackSettings, { now, entropy = randomBytes }: SealPorts): Sealed {
  const timestamp = String(Math.floor(now / 1000));
  const nonce = Buffer.from(entropy(8)).toString('hex');
  // Twelve bytes make sixteen plain characters, as the vendor's own programs put there.
  const cipherText = sealText(text, key, receiveId, Buffer.from(Buffer.from(entropy(12)).toString('base64')));
  const signature = sign(token, timestamp, nonce, cipherText);
  return format === 'xml'
    ? { contentType: 'application/xml', body: envelopeXml(cipherText, signature, timestamp, nonce) }
    : { contentType: 'application/json', body: JSON.stringify({ encrypt: cipherText, msgsignature: signature, timestamp: Number(timestamp), nonce }) };
}

/** Line by line, as the vendor's own programs write it. */
export function envelopeXml(cipherText: string, signature: string, timestamp: string, nonce: string): string {
  const lines = [`<Encrypt>${cdata(cipherText)}</Encrypt>`, `<MsgSignature>${cdata(signature)}</MsgSignature>`, element('TimeStamp', Number(timestamp)), `<Nonce>${cdata(nonce)}</Nonce>`];
  return ['<xml>', ...lines, '</xml>'].join('\n');
}
