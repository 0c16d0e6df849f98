import { decryptMessage, signatureOf } from './crypto.ts';
import type { CallbackFace } from './types.ts';
import { readXml, textOf } from './xml-reader.ts';
import type { XmlElement } from './xml-reader.ts';

/** The four fields of an encrypted reply. */
export interface ReplyEnvelope {
  encrypt: string;
  signature: string;
  timestamp: string;
  nonce: string;
}

/**
 * The message inside a reply's envelope.
 * Source: https://developer.work.weixin.qq.com/document/path/90930
 * @throws Error that says what keeps WeCom from reading it.
 */
export function openEnvelope({ encrypt, signature, timestamp, nonce }: ReplyEnvelope, address: CallbackFace): string {
  if (!/^\d{1,15}$/.test(timestamp)) throw new Error('the timestamp is no integer');
  if (nonce === '') throw new Error('the nonce is empty');
  if (signature !== signatureOf(address.token, timestamp, nonce, encrypt)) {
    throw new Error('the signature is wrong: it is over the token, the timestamp and the nonce of the reply, and Encrypt');
  }
  const { message, receiveId } = decryptMessage(encrypt, address.encodingAesKey);
  if (receiveId !== address.receiveId) throw new Error('another receiveid stands behind the message than the one it was sent with');
  return message;
}

/** The XML inside a reply. @throws Error as openEnvelope, and for XML that is not as documented. */
export function openXmlReply(body: Buffer, address: CallbackFace): XmlElement {
  const envelope = readXml(body.toString('utf8'));
  const encrypt = textOf(envelope, 'Encrypt');
  const signature = textOf(envelope, 'MsgSignature');
  const fields = { encrypt, signature, timestamp: textOf(envelope, 'TimeStamp').trim(), nonce: textOf(envelope, 'Nonce') };
  return readXml(openEnvelope(fields, address));
}
