import type { Channel } from '../message/content.ts';
import { checkAppCard, TEMPLATE_CARD } from './template-cards.ts';

/**
 * The messages an application can send: the fields of the object that carries the msgtype's name.
 * Source: https://developer.work.weixin.qq.com/document/path/90236
 *
 * Markdown over its limit is refused with 40058, the code that was seen for a robot's: for applications none is documented.
 */
export const APP_TYPES = {
  text: { content: { kind: 'text', required: true, missing: 44004, cutBytes: 2048 } },
  markdown: { content: { kind: 'text', required: true, missing: 44004, maxBytes: 2048 } },
  image: { media_id: { kind: 'text', required: true, missing: 41006, form: 'image' } },
  voice: { media_id: { kind: 'text', required: true, missing: 41006, form: 'voice' } },
  video: {
    media_id: { kind: 'text', required: true, missing: 41006, form: 'video' },
    title: { kind: 'text', cutBytes: 128 },
    description: { kind: 'text', cutBytes: 512 },
  },
  file: { media_id: { kind: 'text', required: true, missing: 41006, form: 'file' } },
  textcard: {
    title: { kind: 'text', required: true, missing: 41016, cutCharacters: 128 },
    description: { kind: 'text', required: true, missing: 41033, cutCharacters: 512 },
    url: { kind: 'text', required: true, missing: 41010, form: 'link' },
    btntxt: { kind: 'text', cutCharacters: 4 },
  },
  news: {
    articles: {
      kind: 'objects',
      required: true,
      range: [1, 8],
      tooMany: 45008,
      fields: {
        title: { kind: 'text', required: true, missing: 41016, cutBytes: 128 },
        description: { kind: 'text', cutBytes: 512 },
        url: { kind: 'text', required: { without: 'appid' }, missing: 41010, form: 'link' },
        picurl: { kind: 'text', form: 'link' },
        appid: { kind: 'text', required: { with: 'pagepath' } },
        pagepath: { kind: 'text', required: { with: 'appid' }, maxBytes: 128 },
      },
    },
  },
  mpnews: {
    articles: {
      kind: 'objects',
      required: true,
      range: [1, 8],
      tooMany: 45008,
      fields: {
        title: { kind: 'text', required: true, missing: 41016, cutBytes: 128 },
        thumb_media_id: { kind: 'text', required: true, missing: 41006, form: 'image' },
        author: { kind: 'text', maxBytes: 64, badLength: 45032 },
        content_source_url: { kind: 'text', form: 'link' },
        content: { kind: 'text', required: true, missing: 44004, maxBytes: 666 * 1024, badLength: 45002 },
        digest: { kind: 'text', cutBytes: 512 },
      },
    },
  },
  // Which mini program an application is linked with is not simulated: it may name any.
  miniprogram_notice: {
    appid: { kind: 'text', required: true, missing: 90200 },
    page: { kind: 'text', maxBytes: 1024, badLength: 90204 },
    title: { kind: 'text', required: true, missing: 41016, characters: [4, 12] },
    description: { kind: 'text', characters: [4, 12] },
    emphasis_first_item: { kind: 'boolean' },
    content_item: {
      kind: 'objects',
      range: [0, 10],
      tooMany: 90201,
      fields: {
        key: { kind: 'text', required: true, missing: 90202, characters: [1, 10], badLength: 90202 },
        value: { kind: 'text', required: true, missing: 90203, characters: [1, 30], badLength: 90203 },
      },
    },
  },
  template_card: TEMPLATE_CARD,
} satisfies Channel['types'];

/** What an application can send to members; `callback`: whether it has an address that its cards can call back. */
export const appChannel = (callback: boolean): Channel => ({
  types: APP_TYPES,
  further: { template_card: (card, canSend) => checkAppCard(card, canSend, callback) },
});
