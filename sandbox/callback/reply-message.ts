import type { JsonObject } from '../message/fields.ts';
import { cardOf } from './reply-card.ts';
import { elementsOf, textOf, theElement } from './xml-reader.ts';
import type { XmlElement } from './xml-reader.ts';

/** A passive reply in the form of the JSON that an application sends. */
export interface ReplyMessage {
  msgtype: string;
  content: JsonObject;
}

/** An element that may be missing, as the fields of a JSON message may be. */
const optional = (parent: XmlElement, name: string, field: string): JsonObject =>
  elementsOf(parent, name).length === 0 ? {} : { [field]: textOf(parent, name) };

const mediaOf = (reply: XmlElement, name: string): JsonObject => ({ media_id: textOf(theElement(reply, name), 'MediaId') });

function videoOf(reply: XmlElement): JsonObject {
  const video = theElement(reply, 'Video');
  return { media_id: textOf(video, 'MediaId'), ...optional(video, 'Title', 'title'), ...optional(video, 'Description', 'description') };
}

function newsOf(reply: XmlElement): JsonObject {
  const items = elementsOf(theElement(reply, 'Articles'), 'item');
  if (textOf(reply, 'ArticleCount').trim() !== String(items.length)) throw new Error(`ArticleCount is not the number of articles, ${items.length}`);
  const article = (item: XmlElement): JsonObject => ({
    title: textOf(item, 'Title'),
    ...optional(item, 'Description', 'description'),
    url: textOf(item, 'Url'),
    ...optional(item, 'PicUrl', 'picurl'),
  });
  return { articles: items.map(article) };
}

const CONTENTS: Readonly<Record<string, (reply: XmlElement) => JsonObject>> = {
  text: (reply) => ({ content: textOf(reply, 'Content') }),
  image: (reply) => mediaOf(reply, 'Image'),
  voice: (reply) => mediaOf(reply, 'Voice'),
  video: videoOf,
  news: newsOf,
  update_button: (reply) => ({ button: { replace_name: textOf(theElement(reply, 'Button'), 'ReplaceName') } }),
  update_template_card: (reply) => ({ template_card: cardOf(theElement(reply, 'TemplateCard')) }),
};

/**
 * What a reply says. `member` and `corpid` are whom it has to be for and from.
 * Source: https://developer.work.weixin.qq.com/document/path/90241
 * @throws Error for what is missing, stands there twice or is for somebody else, and for a type that no reply has.
 */
export function readReply(reply: XmlElement, member: string, corpid: string): ReplyMessage {
  if (textOf(reply, 'ToUserName') !== member) throw new Error('ToUserName is not the member who wrote');
  if (textOf(reply, 'FromUserName') !== corpid) throw new Error('FromUserName is not the corpid');
  if (!/^\d{1,12}$/.test(textOf(reply, 'CreateTime').trim())) throw new Error('CreateTime is no integer');
  const msgtype = textOf(reply, 'MsgType');
  const read = Object.hasOwn(CONTENTS, msgtype) ? CONTENTS[msgtype] : undefined;
  if (!read) throw new Error(`there is no passive reply of type "${msgtype}"; there are ${Object.keys(CONTENTS).join(', ')}`);
  return { msgtype, content: read(reply) };
}
