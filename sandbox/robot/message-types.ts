import type { Fields } from '../message/fields.ts';
import { TEMPLATE_CARD } from './template-cards.ts';

/**
 * The messages a group robot can send: the fields of the object that carries the msgtype's name.
 * Source: https://developer.work.weixin.qq.com/document/path/91770
 *
 * Lengths that the page only recommends (those of cards) are not enforced. A text between its documented 2048 bytes and the
 * 5120 at which WeCom was seen to refuse is refused here: what happens to it in between is not documented.
 */
export const MESSAGE_TYPES: Readonly<Record<string, Fields>> = {
  text: {
    content: { kind: 'text', required: true, missing: 44004, maxBytes: 2048 },
    mentioned_list: { kind: 'texts' },
    mentioned_mobile_list: { kind: 'texts' },
  },
  markdown: {
    content: { kind: 'text', required: true, missing: 44004, maxBytes: 4096 },
  },
  markdown_v2: {
    content: { kind: 'text', required: true, missing: 44004, maxBytes: 4096 },
  },
  image: {
    base64: { kind: 'text', required: true },
    md5: { kind: 'text', required: true },
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
        url: { kind: 'text', required: true, missing: 41010, form: 'link' },
        picurl: { kind: 'text', form: 'link' },
      },
    },
  },
  file: {
    media_id: { kind: 'text', required: true, missing: 41006, form: 'file' },
  },
  voice: {
    media_id: { kind: 'text', required: true, missing: 41006, form: 'voice' },
  },
  template_card: TEMPLATE_CARD,
};
