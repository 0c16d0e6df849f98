import type { Channel } from '../message/content.ts';
import { checkAppCard, TEMPLATE_CARD } from './template-cards.ts';

/**
 * The messages an application can send here: the fields of the object that carries the msgtype's name. WeCom also has mpnews
 * and miniprogram_notice, which the sandbox answers with 40008 as it does for an unknown type.
 * Source: https://developer.work.weixin.qq.com/document/path/90236
 *
 * Markdown over its limit is refused with 40058, the code that was seen for a robot's: for applications none is documented.
 */
export const APPLICATION: Channel = {
  types: {
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
    template_card: TEMPLATE_CARD,
  },
  further: { template_card: checkAppCard },
};
