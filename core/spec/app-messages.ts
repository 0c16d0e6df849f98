import { appCards } from './app-cards.ts';
import { EVERYONE } from './everyone.ts';
import type { FieldSpec, MediaKind, MessageTypeSpec } from './types.ts';

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

/** In Chinese characters, says the page, and not what becomes of others. */
const NOTICE_LENGTH = { unit: 'characters', min: 4, max: 12, over: 'advised' } as const;

const URL_LIMIT = { unit: 'bytes', max: 2048, over: 'refused' } as const;

const mediaId = (kind: MediaKind): FieldSpec => ({
  name: 'media_id',
  type: 'string',
  required: true,
  form: 'media_id',
  media: kind,
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
    msgtype: 'mpnews',
    title: 'Articles',
    mentions: 'none',
    fields: [
      {
        name: 'articles',
        type: 'objects',
        required: true,
        limit: { unit: 'items', min: 1, max: 8, over: 'refused' },
        fields: [
          { name: 'title', type: 'string', required: true, limit: { unit: 'bytes', max: 128, over: 'cut' }, about: 'The title' },
          { ...mediaId('image'), name: 'thumb_media_id', about: `The picture of the article. ${mediaId('image').about}` },
          { name: 'author', type: 'string', limit: { unit: 'bytes', max: 64, over: 'refused' }, about: 'Who wrote the article' },
          { name: 'content_source_url', type: 'string', form: 'url', about: 'Opened by the link to the original below the article' },
          {
            name: 'content',
            type: 'string',
            required: true,
            limit: { unit: 'bytes', max: 666 * 1024, over: 'refused' },
            about: 'The article in HTML. Pictures in it must have been uploaded for a URL with media/uploadimg',
          },
          { name: 'digest', type: 'string', limit: { unit: 'bytes', max: 512, over: 'cut' }, about: 'The text below the title' },
        ],
        about: 'The articles, the first one shown large',
      },
    ],
    options: [{ ...SAFE, values: [0, 1, 2], about: `${SAFE.about}, 2 = it can be passed on within the corp only` }, ID_TRANSLATION],
    sources: SOURCES,
  },
  {
    channel: 'app',
    msgtype: 'miniprogram_notice',
    title: 'Mini-Program notice',
    mentions: 'none',
    without: { when: 'touser', is: [EVERYONE] },
    fields: [
      { name: 'appid', type: 'string', required: true, about: 'The mini-program, which must be linked to the application that sends' },
      { name: 'page', type: 'string', limit: { unit: 'bytes', max: 1024, over: 'refused' }, about: 'The page of the mini-program that a click opens; without it a click does nothing' },
      { name: 'title', type: 'string', required: true, limit: NOTICE_LENGTH, about: 'The title' },
      { name: 'description', type: 'string', limit: NOTICE_LENGTH, about: 'The text below the title' },
      { name: 'emphasis_first_item', type: 'boolean', about: 'true = the first name and value are shown large' },
      {
        name: 'content_item',
        type: 'objects',
        limit: { unit: 'items', max: 10, over: 'refused' },
        fields: [
          { name: 'key', type: 'string', required: true, limit: { unit: 'characters', max: 10, over: 'refused' }, about: 'The name on the left' },
          { name: 'value', type: 'string', required: true, limit: { unit: 'characters', max: 30, over: 'refused' }, about: 'The text on the right' },
        ],
        about: 'Names and values in lines',
      },
    ],
    options: [ID_TRANSLATION],
    sources: SOURCES,
  },
  {
    channel: 'app',
    msgtype: 'template_card',
    title: 'Template card',
    mentions: 'none',
    fields: [],
    variants: { by: 'card_type', about: 'The kind of card', of: appCards('sent').map((card) => ({ ...card, sources: CARD_SOURCES })) },
    options: [ID_TRANSLATION],
    sources: CARD_SOURCES,
  },
];
