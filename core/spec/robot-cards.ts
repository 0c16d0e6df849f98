import type { FieldSpec, VariantSpec } from './types.ts';

/*
 * The cards a group robot can send. Lengths of texts are advice in characters; the sizes of lists and what is required are firm.
 * All of it is smaller than what an application may send in a card of the same name.
 */

const text = (name: string, maxCharacters: number, about: string): FieldSpec => ({
  name,
  type: 'string',
  limit: { unit: 'characters', max: maxCharacters, over: 'advised' },
  about,
});

const link = (name: string, about: string): FieldSpec => ({ name, type: 'string', form: 'url', about });

const URL_OF_TYPE_1: FieldSpec = { ...link('url', 'Opened when type is 1'), required: { when: 'type', is: [1] } };

const MINI_PROGRAM_OF_TYPE_2: readonly FieldSpec[] = [
  { name: 'appid', type: 'string', required: { when: 'type', is: [2] }, about: 'The mini-program opened when type is 2' },
  { name: 'pagepath', type: 'string', about: 'The page of the mini-program' },
];

/** What a click on a part of the card does. */
const CLICK: readonly FieldSpec[] = [
  { name: 'type', type: 'integer', values: [0, 1, 2], about: 'What a click does: 0 nothing (as when left out), 1 opens a URL, 2 a mini-program' },
  URL_OF_TYPE_1,
  ...MINI_PROGRAM_OF_TYPE_2,
];

const SOURCE: FieldSpec = {
  name: 'source',
  type: 'object',
  fields: [
    link('icon_url', 'A small picture'),
    text('desc', 13, 'The name of the source'),
    { name: 'desc_color', type: 'integer', values: [0, 1, 2, 3], about: 'Colour of the name: 0 grey (as when left out), 1 black, 2 red, 3 green' },
  ],
  about: 'Where the card comes from, on its upper edge',
};

const TITLE = text('title', 26, 'The title');
const TITLE_DESCRIPTION = text('desc', 30, 'The text below the title');

const QUOTE_AREA: FieldSpec = {
  name: 'quote_area',
  type: 'object',
  fields: [
    ...CLICK,
    { name: 'title', type: 'string', about: 'The title of the quotation' },
    { name: 'quote_text', type: 'string', about: 'The quotation' },
  ],
  about: 'A quotation; better not together with emphasis_content',
};

const HORIZONTAL_CONTENT_LIST: FieldSpec = {
  name: 'horizontal_content_list',
  type: 'objects',
  limit: { unit: 'items', max: 6, over: 'refused' },
  fields: [
    { name: 'type', type: 'integer', values: [0, 1, 2, 3], about: 'What the value is: 0 text (as when left out), 1 a link, 2 a file, 3 a member' },
    { ...text('keyname', 5, 'The name on the left'), required: true },
    text('value', 26, 'The text on the right; the name of the file with its extension when type is 2'),
    URL_OF_TYPE_1,
    {
      name: 'media_id',
      type: 'string',
      form: 'media_id',
      required: { when: 'type', is: [2] },
      about: 'The file when type is 2, uploaded with the same robot at most 3 days ago',
    },
    { name: 'userid', type: 'string', required: { when: 'type', is: [3] }, about: 'The member when type is 3' },
  ],
  about: 'Names and values in lines',
};

const JUMP_LIST: FieldSpec = {
  name: 'jump_list',
  type: 'objects',
  limit: { unit: 'items', max: 3, over: 'refused' },
  fields: [...CLICK, { ...text('title', 13, 'The text of the link'), required: true }],
  about: 'Links below the content',
};

const CARD_ACTION: FieldSpec = {
  name: 'card_action',
  type: 'object',
  required: true,
  fields: [
    { name: 'type', type: 'integer', required: true, values: [1, 2], about: 'What a click on the card does: 1 opens a URL, 2 a mini-program' },
    URL_OF_TYPE_1,
    ...MINI_PROGRAM_OF_TYPE_2,
  ],
  about: 'What a click on the card does',
};

export const ROBOT_CARDS: readonly Omit<VariantSpec, 'sources'>[] = [
  {
    value: 'text_notice',
    title: 'Text notice',
    fields: [
      SOURCE,
      { name: 'main_title', type: 'object', required: true, fields: [TITLE, TITLE_DESCRIPTION], about: 'The title and the text below it' },
      {
        name: 'emphasis_content',
        type: 'object',
        fields: [text('title', 10, 'The figure or word'), text('desc', 15, 'What it stands for')],
        about: 'A figure or word in large print',
      },
      QUOTE_AREA,
      { ...text('sub_title_text', 112, 'A longer text; it or the title must be there'), required: { unless: ['main_title.title'] } },
      HORIZONTAL_CONTENT_LIST,
      JUMP_LIST,
      CARD_ACTION,
    ],
  },
  {
    value: 'news_notice',
    title: 'News notice',
    fields: [
      SOURCE,
      {
        name: 'main_title',
        type: 'object',
        required: true,
        fields: [{ ...TITLE, required: true }, TITLE_DESCRIPTION],
        about: 'The title and the text below it',
      },
      {
        name: 'card_image',
        type: 'object',
        required: true,
        fields: [
          { ...link('url', 'The picture'), required: true },
          { name: 'aspect_ratio', type: 'number', limit: { unit: 'value', min: 1.3, max: 2.25, over: 'refused' }, about: 'Width divided by height; 1.3 when left out' },
        ],
        about: 'The picture of the card',
      },
      {
        name: 'image_text_area',
        type: 'object',
        fields: [
          ...CLICK,
          { name: 'title', type: 'string', about: 'The title beside the picture' },
          { name: 'desc', type: 'string', about: 'The text beside the picture' },
          { ...link('image_url', 'The picture on the left'), required: true },
        ],
        about: 'A small picture with text on its right',
      },
      QUOTE_AREA,
      {
        name: 'vertical_content_list',
        type: 'objects',
        limit: { unit: 'items', max: 4, over: 'refused' },
        fields: [{ ...text('title', 26, 'The heading'), required: true }, text('desc', 112, 'The text below it')],
        about: 'Headings with a text below each',
      },
      HORIZONTAL_CONTENT_LIST,
      JUMP_LIST,
      CARD_ACTION,
    ],
  },
];
