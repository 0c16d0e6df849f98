import { appCards } from './app-cards.ts';
import type { FieldSpec, VariantSpec } from './types.ts';

/*
 * What an AI bot answers: in the answer to a callback, or later, once, to the response_url that came with it.
 */

const PASSIVE = ['https://developer.work.weixin.qq.com/document/path/101031'];
const ACTIVE = ['https://developer.work.weixin.qq.com/document/path/101138'];

const FEEDBACK: FieldSpec = {
  name: 'feedback',
  type: 'object',
  fields: [{ name: 'id', type: 'string', required: true, limit: { unit: 'bytes', max: 256, over: 'refused' }, about: 'Names the reply in the event of its rating' }],
  about: 'Lets the member rate the reply',
};

const card = (sources: readonly string[]): FieldSpec => ({
  name: 'template_card',
  type: 'object',
  required: true,
  fields: [FEEDBACK],
  variants: { by: 'card_type', about: 'The kind of card', of: appCards('sent').map((one) => ({ ...one, sources })) },
  about: 'The card',
});

const STREAM: FieldSpec = {
  name: 'stream',
  type: 'object',
  required: true,
  fields: [
    { name: 'id', type: 'string', required: true, about: 'Of your own choice; WeCom asks with it how the reply goes on' },
    { name: 'finish', type: 'boolean', about: 'true = this is all of it' },
    { name: 'content', type: 'string', limit: { unit: 'bytes', max: 20_480, over: 'refused' }, about: 'The text so far, from its beginning; may hold Markdown' },
    {
      name: 'msg_item',
      type: 'objects',
      limit: { unit: 'items', max: 10, over: 'refused' },
      fields: [
        { name: 'msgtype', type: 'string', required: true, values: ['image'], about: 'What it is' },
        {
          name: 'image',
          type: 'object',
          required: true,
          fields: [
            {
              name: 'base64',
              type: 'string',
              required: true,
              form: 'base64',
              limit: { unit: 'decoded bytes', max: 10 * 1024 * 1024, over: 'refused' },
              formats: ['jpg', 'png'],
              about: 'The picture',
            },
            { name: 'md5', type: 'string', required: true, form: 'md5', md5Of: 'base64', about: 'Its MD5, before it was encoded' },
          ],
          about: 'The picture',
        },
      ],
      about: 'Pictures below the text, only together with finish',
    },
    FEEDBACK,
  ],
  about: 'A reply that may grow while it is shown',
};

const MARKDOWN: FieldSpec = {
  name: 'markdown',
  type: 'object',
  required: true,
  fields: [
    { name: 'content', type: 'string', required: true, limit: { unit: 'bytes', max: 20_480, over: 'refused' }, about: 'The Markdown' },
    FEEDBACK,
  ],
  about: 'A text in Markdown',
};

const TEXT: FieldSpec = {
  name: 'text',
  type: 'object',
  required: true,
  fields: [{ name: 'content', type: 'string', required: true, about: 'The text' }],
  about: 'A welcome, when a chat is opened',
};

const byType = (of: readonly VariantSpec[]): FieldSpec => ({
  name: 'reply',
  type: 'object',
  variants: { by: 'msgtype', about: 'The type of the reply', of },
  about: 'The whole reply',
});

export const BOT_REPLIES = {
  /** To a message, or to a chat that is opened. */
  passive: byType([
    { value: 'stream', title: 'Growing text', fields: [STREAM], sources: PASSIVE },
    { value: 'stream_with_template_card', title: 'Growing text and a card', fields: [STREAM, card(PASSIVE)], sources: PASSIVE },
    { value: 'template_card', title: 'Card', fields: [card(PASSIVE)], sources: PASSIVE },
    { value: 'text', title: 'Welcome', fields: [TEXT], sources: PASSIVE },
  ]),
  /** To a press on a card. */
  update: {
    name: 'reply',
    type: 'object',
    fields: [
      { name: 'response_type', type: 'string', required: true, values: ['update_template_card'], about: 'What the reply does' },
      { name: 'userids', type: 'strings', form: 'userid', about: 'Members whose card is updated; everyone’s when left out' },
      {
        name: 'template_card',
        type: 'object',
        required: true,
        fields: [FEEDBACK],
        variants: { by: 'card_type', about: 'The kind of card', of: appCards('updated').map((one) => ({ ...one, sources: PASSIVE })) },
        about: 'The card that takes the place of the one that was pressed',
      },
    ],
    about: 'The whole reply',
  },
  /** To a response_url. */
  active: byType([
    { value: 'markdown', title: 'Markdown', fields: [MARKDOWN], sources: ACTIVE },
    { value: 'template_card', title: 'Card', fields: [card(ACTIVE)], sources: ACTIVE },
  ]),
} as const satisfies Record<string, FieldSpec>;
