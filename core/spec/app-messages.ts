import { APP_CARDS } from './app-cards.ts';
import type { FieldSpec, MessageTypeSpec } from './types.ts';

const SOURCES = ['https://developer.work.weixin.qq.com/document/path/90236'] as const;

const CARD_SOURCES = [...SOURCES, 'https://developer.work.weixin.qq.com/document/path/101032'] as const;

/** The files that can be sent as confidential, by the extension of their name. The message itself does not tell: it has a media_id. */
export const CONFIDENTIAL_EXTENSIONS = ['txt', 'pdf', 'doc', 'docx', 'ppt', 'pptx', 'xls', 'xlsx', 'xml', 'jpg', 'jpeg', 'png', 'bmp', 'gif'] as const;

const SAFE: FieldSpec = { name: 'safe', type: 'integer', values: [0, 1], about: '1 = confidential: it cannot be passed on and shows a watermark' };

const ID_TRANSLATION: FieldSpec = {
  name: 'enable_id_trans',
  type: 'integer',
  values: [0, 1],
  about: '1 = ids written as $userName=ID$ or $departmentName=ID$ are shown as names',
};

const URL_LIMIT = { unit: 'bytes', max: 2048, over: 'refused' } as const;

const mediaId = (kind: string): FieldSpec => ({
  name: 'media_id',
  type: 'string',
  required: true,
  form: 'media_id',
  about: `From an upload of type ${kind} by an application of the corp, at most 3 days ago`,
});

/**
 * The types of message an application can send to members. None of them mentions: who shall notice it is a recipient.
 */
export const APP_MESSAGES: readonly MessageTypeSpec[] = [
  {
    channel: 'app',
    msgtype: 'text',
    title: 'Text',
    mentions: 'none',
    longText: 'text.content',
    fields: [
      { name: 'content', type: 'string', required: true, limit: { unit: 'bytes', max: 2048, over: 'cut' }, about: 'The text; may hold line breaks and <a href> links' },
    ],
    options: [SAFE, ID_TRANSLATION],
    sources: SOURCES,
  },
  {
    channel: 'app',
    msgtype: 'markdown',
    title: 'Markdown',
    mentions: 'none',
    longText: 'markdown.content',
    fields: [
      {
        name: 'content',
        type: 'string',
        required: true,
        // Half of what a robot takes. What becomes of more is not documented; a robot refuses it.
        limit: { unit: 'bytes', max: 2048, over: 'refused' },
        about: 'Headings, bold, links, quotes, inline code and three font colours; shown in WeCom itself and not in WeChat',
      },
    ],
    sources: SOURCES,
  },
  {
    channel: 'app',
    msgtype: 'image',
    title: 'Image',
    mentions: 'none',
    fields: [mediaId('image')],
    options: [SAFE],
    sources: SOURCES,
  },
  {
    channel: 'app',
    msgtype: 'voice',
    title: 'Voice',
    mentions: 'none',
    fields: [mediaId('voice')],
    sources: SOURCES,
  },
  {
    channel: 'app',
    msgtype: 'video',
    title: 'Video',
    mentions: 'none',
    fields: [
      mediaId('video'),
      { name: 'title', type: 'string', limit: { unit: 'bytes', max: 128, over: 'cut' }, about: 'The title' },
      { name: 'description', type: 'string', limit: { unit: 'bytes', max: 512, over: 'cut' }, about: 'The text below the title' },
    ],
    options: [SAFE],
    sources: SOURCES,
  },
  {
    channel: 'app',
    msgtype: 'file',
    title: 'File',
    mentions: 'none',
    fields: [mediaId('file')],
    options: [{ ...SAFE, about: `${SAFE.about}; only for ${CONFIDENTIAL_EXTENSIONS.join(', ')}` }],
    sources: SOURCES,
  },
  {
    channel: 'app',
    msgtype: 'textcard',
    title: 'Text card',
    mentions: 'none',
    fields: [
      // Pages before 2025, and so perhaps private servers, count bytes here. Those would cut a text that is now within the limit
      // and still deliver it, whereas a limit in bytes would refuse what WeCom itself takes.
      { name: 'title', type: 'string', required: true, limit: { unit: 'characters', max: 128, over: 'cut' }, about: 'The title' },
      {
        name: 'description',
        type: 'string',
        required: true,
        limit: { unit: 'characters', max: 512, over: 'cut' },
        about: 'The text; may hold <br> and <div class="gray">, with the classes gray, highlight and normal',
      },
      { name: 'url', type: 'string', required: true, form: 'url', limit: URL_LIMIT, about: 'Opened by a click' },
      { name: 'btntxt', type: 'string', limit: { unit: 'characters', max: 4, over: 'cut' }, about: 'The text of the button; 详情 (details) when left out' },
    ],
    options: [ID_TRANSLATION],
    sources: SOURCES,
  },
  {
    channel: 'app',
    msgtype: 'news',
    title: 'News',
    mentions: 'none',
    fields: [
      {
        name: 'articles',
        type: 'objects',
        required: true,
        limit: { unit: 'items', min: 1, max: 8, over: 'refused' },
        fields: [
          { name: 'title', type: 'string', required: true, limit: { unit: 'bytes', max: 128, over: 'cut' }, about: 'The title' },
          { name: 'description', type: 'string', limit: { unit: 'bytes', max: 512, over: 'cut' }, about: 'The text below the title' },
          { name: 'url', type: 'string', required: { unless: ['appid'] }, form: 'url', limit: URL_LIMIT, about: 'Opened by a click, unless a mini-program is named' },
          { name: 'picurl', type: 'string', form: 'url', limit: URL_LIMIT, about: 'A JPG or PNG, best at 1068 × 455 for the first article and 150 × 150 for the others' },
          { name: 'appid', type: 'string', required: { with: 'pagepath' }, about: 'A mini-program linked to the application, opened instead of the URL' },
          { name: 'pagepath', type: 'string', required: { with: 'appid' }, limit: { unit: 'bytes', max: 128, over: 'refused' }, about: 'The page of the mini-program' },
        ],
        about: 'The articles, the first one shown large',
      },
    ],
    // Refused with 40074: only mpnews, whose content WeCom keeps, can be confidential.
    options: [{ ...SAFE, values: [0], about: 'Only 0: a news message cannot be confidential' }, ID_TRANSLATION],
    sources: SOURCES,
  },
  {
    channel: 'app',
    msgtype: 'template_card',
    title: 'Template card',
    mentions: 'none',
    fields: [],
    variants: { by: 'card_type', about: 'The kind of card', of: APP_CARDS.map((card) => ({ ...card, sources: CARD_SOURCES })) },
    options: [ID_TRANSLATION],
    sources: CARD_SOURCES,
  },
];
