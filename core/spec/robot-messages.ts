import { ROBOT_CARDS } from './robot-cards.ts';
import type { FieldSpec, MessageTypeSpec } from './types.ts';

/** The group robot's page, and the page it became when robots were renamed to message push. */
const SOURCES = [
  'https://developer.work.weixin.qq.com/document/path/91770',
  'https://developer.work.weixin.qq.com/document/path/99110',
] as const;

const CARD_SOURCES = [...SOURCES, 'https://developer.work.weixin.qq.com/document/path/101032'] as const;

const MEBIBYTE = 1024 * 1024;

const mediaId = (media: 'file' | 'voice'): FieldSpec => ({
  name: 'media_id',
  type: 'string',
  required: true,
  form: 'media_id',
  media,
  about: `From an upload of type ${media} with the same robot, at most 3 days ago`,
});

/** Every type of message a group robot can send, each with the fields of the object that carries its name. */
export const ROBOT_MESSAGES: readonly MessageTypeSpec[] = [
  {
    channel: 'robot',
    msgtype: 'text',
    title: 'Text',
    mentions: 'list',
    longText: 'text.content',
    fields: [
      {
        name: 'content',
        type: 'string',
        required: true,
        // WeCom has been seen to refuse only above 5120 bytes. What it does between the two is written nowhere, so the documented
        // limit holds.
        limit: { unit: 'bytes', max: 2048, over: 'refused' },
        about: 'The text. <@userid> in it mentions a member',
      },
      { name: 'mentioned_list', type: 'strings', about: 'Userids to mention; @all mentions everyone' },
      { name: 'mentioned_mobile_list', type: 'strings', about: 'Mobile numbers to mention, for those whose userid is not known; @all mentions everyone' },
    ],
    sources: SOURCES,
  },
  {
    channel: 'robot',
    msgtype: 'markdown',
    title: 'Markdown',
    mentions: 'inline',
    longText: 'markdown.content',
    fields: [
      {
        name: 'content',
        type: 'string',
        required: true,
        limit: { unit: 'bytes', max: 4096, over: 'refused' },
        about: 'Headings, bold, links, quotes, inline code and three font colours; no lists, tables, pictures or fenced code. <@userid> mentions a member',
      },
    ],
    sources: SOURCES,
  },
  {
    channel: 'robot',
    msgtype: 'markdown_v2',
    title: 'Markdown v2',
    mentions: 'none',
    longText: 'markdown_v2.content',
    fields: [
      {
        name: 'content',
        type: 'string',
        required: true,
        limit: { unit: 'bytes', max: 4096, over: 'refused' },
        about: 'Headings, emphasis, lists, quotes, links, pictures, tables and code; no font colours and no mentions. Clients before 4.1.36 show it as plain text',
      },
    ],
    sources: SOURCES,
  },
  {
    channel: 'robot',
    msgtype: 'image',
    title: 'Image',
    mentions: 'none',
    fields: [
      {
        name: 'base64',
        type: 'string',
        required: true,
        form: 'base64',
        limit: { unit: 'decoded bytes', max: 2 * MEBIBYTE, over: 'refused' },
        formats: ['jpg', 'png'],
        about: 'The bytes of a JPG or PNG in base64, without a data: prefix and without line breaks',
      },
      { name: 'md5', type: 'string', required: true, form: 'md5', md5Of: 'base64', about: 'The MD5 of the bytes before base64, in hex' },
    ],
    sources: SOURCES,
  },
  {
    channel: 'robot',
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
          { name: 'url', type: 'string', required: true, form: 'url', about: 'Opened by a click' },
          { name: 'picurl', type: 'string', form: 'url', about: 'A JPG or PNG, best at 1068 × 455 for the first article and 150 × 150 for the others' },
        ],
        about: 'The articles, the first one shown large',
      },
    ],
    sources: SOURCES,
  },
  {
    channel: 'robot',
    msgtype: 'file',
    title: 'File',
    mentions: 'none',
    fields: [mediaId('file')],
    sources: SOURCES,
  },
  {
    channel: 'robot',
    msgtype: 'voice',
    title: 'Voice',
    mentions: 'none',
    fields: [mediaId('voice')],
    sources: SOURCES,
  },
  {
    channel: 'robot',
    msgtype: 'template_card',
    title: 'Template card',
    mentions: 'none',
    fields: [],
    variants: { by: 'card_type', about: 'The kind of card', of: ROBOT_CARDS.map((card) => ({ ...card, sources: CARD_SOURCES })) },
    sources: CARD_SOURCES,
  },
];
