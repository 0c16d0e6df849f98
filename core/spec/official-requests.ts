import type { FieldSpec } from './types.ts';

/** What a page of a list holds at most: https://developers.weixin.qq.com/doc/offiaccount/Asset_Management/Get_materials_list.html */
export const PAGE_ITEMS = 20;

/** Kinds of materials that can be listed; thumbs cannot. */
export const LISTED_KINDS = ['image', 'video', 'voice', 'news'] as const;

export type ListedKind = (typeof LISTED_KINDS)[number];

/**
 * An article of a draft. Where the page of the vendor's contradicts itself about a length, and where older and newer pages do, the
 * limit is advice.
 */
const ARTICLE_FIELDS: readonly FieldSpec[] = [
  { name: 'article_type', type: 'string', values: ['news', 'newspic'], about: 'What it is: news = an article (as when left out), newspic = a series of pictures with a text' },
  { name: 'title', type: 'string', required: true, limit: { unit: 'characters', max: 32, over: 'advised' }, about: 'The title' },
  {
    name: 'content',
    type: 'string',
    required: true,
    limit: { unit: 'characters', max: 19_999, over: 'advised' },
    about: 'The text in HTML, of a newspic plain. Scripts and pictures from elsewhere are taken out: upload those first for a URL',
  },
  {
    name: 'thumb_media_id',
    type: 'string',
    form: 'media_id',
    required: { when: 'article_type', is: ['news'], orAbsent: true },
    about: 'The cover: the media_id of a permanent material, an image or a thumb',
  },
  { name: 'author', type: 'string', limit: { unit: 'characters', max: 16, over: 'advised' }, about: 'Who wrote it' },
  { name: 'content_source_url', type: 'string', form: 'url', limit: { unit: 'bytes', max: 1024, over: 'advised' }, about: 'Where “Read more” leads' },
  { name: 'digest', type: 'string', limit: { unit: 'characters', max: 128, over: 'advised' }, about: 'A summary, shown of a single article; its first 54 characters when left out' },
  {
    name: 'image_info',
    type: 'object',
    required: { when: 'article_type', is: ['newspic'] },
    fields: [
      {
        name: 'image_list',
        type: 'objects',
        required: true,
        limit: { unit: 'items', min: 1, max: 20, over: 'refused' },
        fields: [{ name: 'image_media_id', type: 'string', required: true, form: 'media_id', about: 'The media_id of a permanent image' }],
        about: 'The pictures, of which the first is the cover',
      },
    ],
    about: 'The pictures of a newspic',
  },
  { name: 'need_open_comment', type: 'integer', values: [0, 1], about: '1 = readers may comment' },
  { name: 'only_fans_can_comment', type: 'integer', values: [0, 1], about: '1 = only followers may comment' },
  { name: 'pic_crop_235_1', type: 'string', about: 'The part of the cover that is shown at 2.35:1, as X1_Y1_X2_Y2 between 0 and 1' },
  { name: 'pic_crop_1_1', type: 'string', about: 'The part of the cover that is shown as a square, as X1_Y1_X2_Y2 between 0 and 1' },
  {
    name: 'product_info',
    type: 'object',
    fields: [
      {
        name: 'footer_product_info',
        type: 'object',
        fields: [{ name: 'product_key', type: 'string', required: true, about: 'The key of the goods' }],
        about: 'Goods below the article',
      },
    ],
    about: 'A goods card',
  },
];

/** What draft/add takes: https://developers.weixin.qq.com/doc/offiaccount/Draft_Box/Add_draft.html */
export const DRAFT: FieldSpec = {
  name: 'draft',
  type: 'object',
  fields: [
    { name: 'articles', type: 'objects', required: true, limit: { unit: 'items', min: 1, max: 8, over: 'refused' }, fields: ARTICLE_FIELDS, about: 'The articles, of which the first is shown large' },
  ],
  about: 'A draft',
};

/** What material/batchget_material takes: https://developers.weixin.qq.com/doc/offiaccount/Asset_Management/Get_materials_list.html */
export const MATERIAL_LIST: FieldSpec = {
  name: 'list',
  type: 'object',
  fields: [
    { name: 'type', type: 'string', required: true, values: LISTED_KINDS, about: 'The kind of material; thumbs cannot be listed' },
    { name: 'offset', type: 'integer', required: true, limit: { unit: 'value', min: 0, max: Number.MAX_SAFE_INTEGER, over: 'refused' }, about: 'How many to leave out, from the newest' },
    { name: 'count', type: 'integer', required: true, limit: { unit: 'value', min: 1, max: PAGE_ITEMS, over: 'refused' }, about: 'How many to list' },
  ],
  about: 'A page of the list of materials',
};

/** The text beside a permanent video: https://developers.weixin.qq.com/doc/offiaccount/Asset_Management/Adding_Permanent_Assets.html */
export const VIDEO_DESCRIPTION: FieldSpec = {
  name: 'description',
  type: 'object',
  fields: [
    { name: 'title', type: 'string', required: true, about: 'The title of the video' },
    { name: 'introduction', type: 'string', about: 'What it is about' },
  ],
  about: 'The title and introduction of a permanent video',
};

/** What the withdrawn material/add_news had and drafts do not: https://developers.weixin.qq.com/doc/offiaccount/Asset_Management/Adding_Permanent_Assets.html */
export const WITHDRAWN_ARTICLE_FIELDS = ['show_cover_pic'] as const;
