import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { messageTypes } from '../../../../core/spec/messages.ts';
import type { Channel } from '../../../../core/spec/types.ts';
import { titleOfType } from './slots.ts';

/** Not a type of WeCom's: the user writes the whole message. */
export const WHOLE_MESSAGE = 'json';

const ABOUT: Readonly<Record<string, string>> = {
  text: 'Plain text',
  markdown: 'Headings, bold, links, quotes and coloured text',
  markdown_v2: 'Markdown with lists, tables, pictures and code, but without colours and mentions',
  image: 'A JPG or PNG picture',
  voice: 'A recording in AMR format of at most 60 seconds',
  video: 'An MP4 video',
  file: 'A file of any kind, up to 20 MB',
  news: 'Up to 8 articles, each with a picture, that open a link',
  mpnews: 'Up to 8 articles that WeCom itself keeps and shows, and that can be confidential',
  miniprogram_notice: 'A notice with names and values that opens a mini-program linked to the application',
  textcard: 'A title and a text that open a link',
  template_card: 'A card with a title, figures, names and values, and links; from an application also with buttons and votes',
};

/** The types of a channel, as n8n lists options: by their names. */
export function typeOptions(channel: Channel): INodePropertyOptions[] {
  const types = messageTypes(channel).map((type): INodePropertyOptions => ({ name: titleOfType(type), value: type.msgtype, description: ABOUT[type.msgtype] ?? '' }));
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
