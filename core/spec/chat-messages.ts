import { APP_MESSAGES } from './app-messages.ts';
import type { FieldSpec, MessageTypeSpec } from './types.ts';

const SOURCES = ['https://developer.work.weixin.qq.com/document/path/90248'] as const;

/** Cards and mini-program notices go to members only. */
const TYPES: readonly string[] = ['text', 'markdown', 'image', 'voice', 'video', 'file', 'textcard', 'news', 'mpnews'];

/** What stands beside the object of the type in every message to a group chat: no recipients, no agentid, no duplicate check. */
export const CHAT_ENVELOPE: readonly FieldSpec[] = [
  { name: 'chatid', type: 'string', required: true, form: 'id', about: 'The group chat, which the same application must have created' },
];

const SAFE: FieldSpec = { name: 'safe', type: 'integer', values: [0, 1], about: '1 = confidential: it cannot be passed on and shows a watermark' };

/** https://developer.work.weixin.qq.com/document/path/90313, 40074 */
const SAFE_NEWS: FieldSpec = { ...SAFE, values: [0], about: 'Of news nothing but 0: what shall be confidential has to be mpnews' };

/** The page of 2024 does not have it yet; later clients do. */
const MENTIONED: FieldSpec = { name: 'mentioned_list', type: 'strings', about: 'Userids to mention; @all mentions everyone. Older versions of WeCom ignore it' };

/** The types of message an application can send to a group chat that it created: those it can send to members, with the same fields. */
export const CHAT_MESSAGES: readonly MessageTypeSpec[] = APP_MESSAGES.filter(({ msgtype }) => TYPES.includes(msgtype)).map(
  ({ msgtype, title, longText, fields }): MessageTypeSpec => ({
    channel: 'appchat',
    msgtype,
    title,
    mentions: 'none',
    ...(longText === undefined ? {} : { longText }),
    fields: msgtype === 'text' ? [...fields, MENTIONED] : fields,
    options: [msgtype === 'news' ? SAFE_NEWS : SAFE],
    sources: SOURCES,
  }),
);
