import { readDocument } from './document.ts';
import { checkFresh } from './fresh.ts';
import { readPush } from './message.ts';
import { readBody } from './packet.ts';
import type { Packet } from './packet.ts';
import { readOne, readSigned } from './query.ts';
import type { Query } from './query.ts';
import { CallbackRefusal } from './refusal.ts';
import type { CallbackSettings } from './settings.ts';
import { isSigned, sign } from './signature.ts';

type PlainSettings = Pick<CallbackSettings, 'token' | 'windowSeconds' | 'maxBytes'>;

/*
 * Callbacks of a WeChat Official Account that are not encrypted. In the encrypted mode, and in the compatible one, where a body is both,
 * `openPacket` takes them, with the appid as receive id: whoever has a key should never read the plain half, which nothing protects.
 */

/**
 * Answers the request with which the console of an Official Account verifies a URL, in every mode: its echostr, as it is.
 *
 * The attack: what is given back as it came can be a page with a script for a browser. One word cannot.
 *
 * @param query decoded once. @param now milliseconds since 1970. @throws CallbackRefusal, whose `status` is to be answered.
 * @see https://developers.weixin.qq.com/doc/offiaccount/Basic_Information/Access_Overview.html
 */
export function verifyPlainUrl(query: Query, settings: PlainSettings, now: number): string {
  checkPlain(query, settings, now);
  const echostr = readOne(query, 'echostr');
  if (!/^[\w.-]{1,128}$/.test(echostr)) throw new CallbackRefusal('bad-query', 'echostr is something else than one word');
  return echostr;
}

/**
 * Reads what an Official Account pushes in plain mode.
 *
 * The attack: the signature covers token, timestamp and nonce, and not the body. Whoever sees one request can send any other body with its
 * query for as long as the timestamp is taken. Only encryption helps.
 *
 * @param query decoded once. @param body as it came. @param now milliseconds since 1970. @throws CallbackRefusal
 */
export function openPlainPacket(query: Query, body: string | Uint8Array, settings: PlainSettings, now: number): Packet {
  checkPlain(query, settings, now);
  const { format, fields } = readDocument(readBody(body, settings.maxBytes), 'bad-envelope');
  return { format, receiveId: '', push: readPush(fields) };
}

function checkPlain(query: Query, { token, windowSeconds }: PlainSettings, now: number): void {
  const { signature, timestamp, nonce } = readSigned(query, 'signature');
  if (!isSigned(signature, sign(token, timestamp, nonce))) throw new CallbackRefusal('bad-signature', 'the signature is wrong, which another Token explains');
  checkFresh(timestamp, now, windowSeconds);
}
