import { appCards } from './app-cards.ts';
import { APP_MESSAGES } from './app-messages.ts';
import type { FieldSpec, VariantSpec } from './types.ts';

/*
 * What can be answered to a callback in the answer itself, within 5 seconds. Written as messages are that are sent; on the wire it is
 * XML with names of its own.
 */

const SOURCES = ['https://developer.work.weixin.qq.com/document/path/90241'];

const fieldsOf = (msgtype: string): readonly FieldSpec[] => APP_MESSAGES.find((type) => type.msgtype === msgtype)?.fields ?? [];

const body = (name: string, about: string, fields: readonly FieldSpec[]): FieldSpec => ({ name, type: 'object', required: true, fields, about });

/** A reply opens no mini-programs, so an article needs its URL. */
const withoutMiniPrograms = (fields: readonly FieldSpec[]): FieldSpec[] =>
  fields
    .filter(({ name }) => name !== 'appid' && name !== 'pagepath')
    .map((field) => (field.name === 'url' ? { ...field, required: true, about: 'Opened by a click' } : field));

const ARTICLES = fieldsOf('news').map((field) => ({ ...field, fields: withoutMiniPrograms(field.fields ?? []) }));

const REPLIES: readonly VariantSpec[] = [
  { value: 'text', title: 'Text', fields: [body('text', 'The text', fieldsOf('text'))], sources: SOURCES },
  { value: 'image', title: 'Image', fields: [body('image', 'The picture', fieldsOf('image'))], sources: SOURCES },
  { value: 'voice', title: 'Voice', fields: [body('voice', 'The voice', fieldsOf('voice'))], sources: SOURCES },
  { value: 'video', title: 'Video', fields: [body('video', 'The video', fieldsOf('video'))], sources: SOURCES },
  { value: 'news', title: 'News', fields: [body('news', 'The articles', ARTICLES)], sources: SOURCES },
  {
    value: 'update_button',
    title: 'Update of the button',
    fields: [
      body('button', 'The button that was pressed', [
        { name: 'replace_name', type: 'string', required: true, about: 'The text of the button, which is grey from then on and cannot be clicked' },
      ]),
    ],
    sources: SOURCES,
  },
  {
    value: 'update_template_card',
    title: 'Update of the card',
    fields: [
      {
        name: 'template_card',
        type: 'object',
        required: true,
        variants: { by: 'card_type', about: 'The kind of card', of: appCards('updated').map((card) => ({ ...card, sources: SOURCES })) },
        about: 'The card that takes the place of the one that was sent, for the member who pressed',
      },
    ],
    sources: SOURCES,
  },
];

/** A reply to a message or an event of an application. */
export const REPLY: FieldSpec = {
  name: 'reply',
  type: 'object',
  variants: { by: 'msgtype', about: 'The type of the reply', of: REPLIES },
  about: 'The whole reply',
};

/** What answers the press on a card, and nothing else. */
export const CARD_REPLIES: readonly string[] = ['update_button', 'update_template_card'];

export const CARD_EVENT = 'template_card_event';

/** The other events that WeCom shows an answer to. */
export const ANSWERED_EVENTS: readonly string[] = [
  'subscribe', 'enter_agent', 'LOCATION', 'click', 'view', 'view_miniprogram', 'scancode_waitmsg', 'template_card_menu_event',
];
