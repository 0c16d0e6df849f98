import { fieldsFor } from '../spec/messages.ts';
import { ANSWERED_EVENTS, CARD_EVENT, CARD_REPLIES, REPLY } from '../spec/replies.ts';
import { validateObject } from '../validate.ts';
import { isRecord } from '../validate/kinds.ts';
import type { Findings } from '../validate/report.ts';
import { sealEnvelope } from './envelope.ts';
import type { Sealed, SealPorts } from './envelope.ts';
import { textOf } from './fields.ts';
import type { Push } from './message.ts';
import type { Packet } from './packet.ts';
import type { CallbackSettings } from './settings.ts';
import { element } from './write-xml.ts';
import type { XmlValue } from './write-xml.ts';

/** Such as `{ msgtype: 'text', text: { content } }`: as a message of an application, and for cards as their update. */
export type Reply = { msgtype: string } & Record<string, unknown>;

/**
 * Everything that is wrong with a reply, also that what was pushed takes no such reply.
 *
 * @see https://developer.work.weixin.qq.com/document/path/90241
 */
export function validateReply(reply: unknown, push: Push): Findings {
  const findings = validateObject(REPLY, reply, 'Write an object with msgtype and the object of its type');
  const msgtype = isRecord(reply) ? reply.msgtype : undefined;
  if (typeof msgtype !== 'string') return findings;
  const isPress = push.kind === 'event' && push.type === CARD_EVENT;
  const updates = CARD_REPLIES.includes(msgtype);
  if (isPress !== updates) {
    const limit = isPress ? `an update of the card: ${CARD_REPLIES.join(' or ')}` : 'anything but an update of a card';
    findings.problems.push({ path: 'msgtype', limit, actual: `"${msgtype}"`, fix: 'Answer a press on a card with an update, and everything else with a message' });
  }
  if (push.kind === 'event' && !isPress && !ANSWERED_EVENTS.includes(push.type)) {
    findings.warnings.push({ path: 'msgtype', limit: `an answer to a message, or to one of ${ANSWERED_EVENTS.join(', ')}`, actual: `one to ${push.type}`, fix: 'Send a message instead: WeCom may not show this one' });
  }
  return findings;
}

/**
 * The answer to the request that brought `packet`: to be sent within 5 seconds, with status 200.
 *
 * @param reply must have been validated before. @param packet what is answered: its sender receives the reply.
 */
export function sealReply(reply: Reply, packet: Packet, settings: CallbackSettings, ports: SealPorts): Sealed {
  return sealEnvelope('xml', writeReply(reply, packet, ports.now), packet.receiveId, settings, ports);
}

/** The XML of a reply: what is encrypted, or the whole answer in the plain mode of an Official Account. @param now milliseconds since 1970. */
export function writeReply(reply: Reply, { push }: Packet, now: number): string {
  const receiver = textOf(push.fields, 'FromUserName') ?? '';
  const own = textOf(push.fields, 'ToUserName') ?? '';
  return element('xml', { ToUserName: receiver, FromUserName: own, CreateTime: Math.floor(now / 1000), MsgType: reply.msgtype, ...bodyOf(reply) });
}

function bodyOf(reply: Reply): Record<string, XmlValue> {
  switch (reply.msgtype) {
    case 'text':
      return inXml(reply.text);
    case 'news': {
      const articles = isRecord(reply.news) && Array.isArray(reply.news.articles) ? (reply.news.articles as unknown[]) : [];
      return { ArticleCount: articles.length, Articles: { item: articles.map(inXml) } };
    }
    default:
      return inXml(Object.fromEntries(fieldsFor(REPLY, reply.msgtype).flatMap(({ name }) => (name === 'msgtype' ? [] : [[name, reply[name]]]))));
  }
}

/**
 * The fields of an object under the names they have in XML: `main_title` is `MainTitle`.
 *
 * The attack: a name that comes from an expression ends its tag and opens others. So one that is no name is left out, of which
 * {@link validateReply} has warned.
 */
function inXml(object: unknown): Record<string, XmlValue> {
  if (!isRecord(object)) return {};
  return Object.fromEntries(
    Object.entries(object).flatMap(([name, value]) => {
      const written = /^[a-z][a-z0-9_]*$/.test(name) ? valueInXml(value) : undefined;
      return written === undefined ? [] : [[XML_NAMES[name] ?? pascal(name), written]];
    }),
  );
}

function valueInXml(value: unknown): XmlValue | undefined {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (Array.isArray(value)) return value.map(valueInXml).filter((member) => member !== undefined);
  return isRecord(value) ? inXml(value) : undefined;
}

const pascal = (name: string): string => name.replaceAll(/(?:^|_)([a-z0-9])/g, (_, first: string) => first.toUpperCase());

/** Words that JSON writes as one. */
const XML_NAMES: Readonly<Record<string, string>> = {
  keyname: 'KeyName', checkbox: 'CheckBox', appid: 'AppId', pagepath: 'PagePath', userid: 'UserId', picurl: 'PicUrl',
};
