import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { messageTypes } from '../../../../core/spec/messages.ts';
import type { Channel, MessageTypeSpec, Variants, VariantSpec } from '../../../../core/spec/types.ts';
import { titleOfType } from './slots.ts';

/** Not a type of WeCom's: the user writes the whole message. */
export const WHOLE_MESSAGE = 'json';

/** The types that have parameters of their own. The others are sent as a whole message, which is validated all the same. */
const OFFERED: Readonly<Record<Channel, readonly string[]>> = {
  robot: ['text', 'markdown', 'markdown_v2', 'image', 'voice', 'file', 'news', 'template_card'],
  app: ['text', 'markdown', 'image', 'voice', 'video', 'file', 'textcard', 'news', 'template_card'],
  appchat: ['text', 'markdown', 'image', 'voice', 'video', 'file', 'textcard', 'news', 'mpnews'],
};

/** Cards that only tell: those that are answered need an application with a callback URL. */
const OFFERED_CARDS: readonly string[] = ['text_notice', 'news_notice'];

/** The types of message that the panel offers for a channel. */
export const offeredTypes = (channel: Channel): readonly MessageTypeSpec[] => messageTypes(channel).filter(({ msgtype }) => OFFERED[channel].includes(msgtype));

/** The kinds of card that the panel offers. */
export const offeredCards = ({ of }: Variants): readonly VariantSpec[] => of.filter(({ value }) => OFFERED_CARDS.includes(value));

const ABOUT: Readonly<Record<string, string>> = {
  text: 'Plain text',
  markdown: 'Headings, bold, links, quotes and coloured text',
  markdown_v2: 'Markdown with lists, tables, pictures and code, but without colours and mentions',
  image: 'A JPG or PNG picture',
  voice: 'A recording in AMR format of at most 60 seconds',
  video: 'An MP4 video',
  file: 'A file of any kind, up to 20 MB',
  news: 'Up to 8 articles, each with a picture, that open a link',
  textcard: 'A title and a text that open a link',
  mpnews: 'Up to 8 articles with content of their own, which WeCom keeps',
  template_card: 'A card with a title, figures, names and values, and links',
};

/** The types offered for a channel, as n8n lists options: by their names. */
export function typeOptions(channel: Channel): INodePropertyOptions[] {
  const types = offeredTypes(channel).map((type): INodePropertyOptions => ({ name: titleOfType(type), value: type.msgtype, description: ABOUT[type.msgtype] ?? '' }));
  const whole = { name: 'Whole Message (JSON)', value: WHOLE_MESSAGE, description: 'A message as WeCom’s documentation describes it, with all that the other types here leave out' };
  return [...types, whole].sort((one, other) => one.name.localeCompare(other.name, 'en'));
}

/** One parameter to the user; n8n cannot make the options of a single one depend on another parameter. */
export const messageType: INodeProperties[] = (['robot', 'app'] as const).map((channel) => ({
  displayName: 'Message Type',
  name: 'messageType',
  type: 'options',
  options: typeOptions(channel),
  default: 'text',
  description: 'What kind of message to send',
  displayOptions: { show: { authentication: [channel], resource: ['message'], operation: ['send'] } },
}));
