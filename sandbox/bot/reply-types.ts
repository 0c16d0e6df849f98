import { createHash } from 'node:crypto';

import { checkAppCard, TEMPLATE_CARD } from '../app/template-cards.ts';
import { checkPicture } from '../media/picture.ts';
import { MB } from '../media/kinds.ts';
import { checkFields, isObject } from '../message/fields.ts';
import type { Fields, JsonObject } from '../message/fields.ts';

/**
 * What a bot may answer. Sources: https://developer.work.weixin.qq.com/document/path/101031,
 * https://developer.work.weixin.qq.com/document/path/101138
 */

const FEEDBACK: Fields = { feedback: { kind: 'object', fields: { id: { kind: 'text', required: true, maxBytes: 256 } } } };

const STREAM: Fields = {
  id: { kind: 'text', required: true },
  finish: { kind: 'boolean' },
  content: { kind: 'text', maxBytes: 20_480 },
  msg_item: { kind: 'objects', range: [0, 10], fields: { msgtype: { kind: 'text', required: true, values: ['image'] }, image: { kind: 'object', required: true } } },
  ...FEEDBACK,
};

const MAX_PICTURE_BYTES = 10 * MB;

/** Bots have no uploads that a message could name. */
const nothing = (): boolean => false;

/** @throws Refusal or Error for a stream that breaks a rule. */
export function checkStream(stream: unknown): JsonObject {
  const object = objectOf(stream, 'stream');
  checkFields(STREAM, object, 'stream', nothing);
  const items = Array.isArray(object.msg_item) ? object.msg_item.filter(isObject) : [];
  if (items.length > 0 && object.finish !== true) throw new Error('stream.msg_item is taken only with finish: true');
  for (const { image } of items) checkItem(objectOf(image, 'stream.msg_item.image'));
  return object;
}

function checkItem({ base64, md5 }: JsonObject): void {
  const bytes = Buffer.from(String(base64), 'base64');
  if (bytes.toString('base64') !== base64) throw new Error('the base64 of a picture is not base64');
  if (bytes.length > MAX_PICTURE_BYTES) throw new Error('a picture is larger than 10 MB');
  checkPicture(bytes);
  if (createHash('md5').update(bytes).digest('hex') !== md5) throw new Error('the md5 of a picture is not that of its bytes');
}

/** @throws Refusal for a card that breaks a rule. */
export function checkBotCard(value: unknown): JsonObject {
  const card = objectOf(value, 'template_card');
  checkFields({ ...TEMPLATE_CARD, ...FEEDBACK }, card, 'template_card', nothing);
  return checkAppCard(card, nothing, true);
}

/** @throws Error when it is none. */
export function objectOf(value: unknown, name: string): JsonObject {
  if (!isObject(value)) throw new Error(`${name} is missing`);
  return value;
}
