import type { FieldSpec } from './types.ts';

/** The advised lengths, in characters, that differ between the cards of a robot and those of an application. */
export interface CardSizes {
  sourceName: number;
  title: number;
  titleText: number;
  figure: number;
  figureText: number;
  longText: number;
  heading: number;
  headingText: number;
  value: number;
  linkText: number;
}

/** The parts that cards are put together from. All are optional but `action`; a card says which of them it requires. */
export interface CardParts {
  source: FieldSpec;
  title: FieldSpec;
  titleText: FieldSpec;
  emphasis: FieldSpec;
  quote: FieldSpec;
  longText: FieldSpec;
  image: FieldSpec;
  imageWithText: FieldSpec;
  headings: FieldSpec;
  values: FieldSpec;
  links: FieldSpec;
  action: FieldSpec;
  /** For cards that a click need not do anything on. */
  optionalAction: FieldSpec;
}

/** A text whose length is advice: WeCom takes a longer one and may not show all of it. */
export const text = (name: string, maxCharacters: number, about: string): FieldSpec => ({
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

/** @param uploader as whom a file must have been uploaded: "with the same robot". */
export function cardParts(sizes: CardSizes, uploader: string): CardParts {
  return {
    source: {
      name: 'source',
      type: 'object',
      fields: [
        link('icon_url', 'A small picture'),
        text('desc', sizes.sourceName, 'The name of the source'),
        { name: 'desc_color', type: 'integer', values: [0, 1, 2, 3], about: 'Colour of the name: 0 grey (as when left out), 1 black, 2 red, 3 green' },
      ],
      about: 'Where the card comes from, on its upper edge',
    },
    title: text('title', sizes.title, 'The title'),
    titleText: text('desc', sizes.titleText, 'The text below the title'),
    emphasis: {
      name: 'emphasis_content',
      type: 'object',
      fields: [text('title', sizes.figure, 'The figure or word'), text('desc', sizes.figureText, 'What it stands for')],
      about: 'A figure or word in large print',
    },
    quote: {
      name: 'quote_area',
      type: 'object',
      fields: [
        ...CLICK,
        { name: 'title', type: 'string', about: 'The title of the quotation' },
        { name: 'quote_text', type: 'string', about: 'The quotation' },
      ],
      about: 'A quotation; better not together with emphasis_content',
    },
    longText: text('sub_title_text', sizes.longText, 'A longer text; it or the title must be there'),
    image: {
      name: 'card_image',
      type: 'object',
      fields: [
        { ...link('url', 'The picture'), required: true },
        { name: 'aspect_ratio', type: 'number', limit: { unit: 'value', min: 1.3, max: 2.25, over: 'refused' }, about: 'Width divided by height; 1.3 when left out' },
      ],
      about: 'The picture of the card',
    },
    imageWithText: {
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
    headings: {
      name: 'vertical_content_list',
      type: 'objects',
      limit: { unit: 'items', max: 4, over: 'refused' },
      fields: [{ ...text('title', sizes.heading, 'The heading'), required: true }, text('desc', sizes.headingText, 'The text below it')],
      about: 'Headings with a text below each',
    },
    values: {
      name: 'horizontal_content_list',
      type: 'objects',
      limit: { unit: 'items', max: 6, over: 'refused' },
      fields: [
        { name: 'type', type: 'integer', values: [0, 1, 2, 3], about: 'What the value is: 0 text (as when left out), 1 a link, 2 a file, 3 a member' },
        { ...text('keyname', 5, 'The name on the left'), required: true },
        text('value', sizes.value, 'The text on the right; the name of the file with its extension when type is 2'),
        URL_OF_TYPE_1,
        {
          name: 'media_id',
          type: 'string',
          form: 'media_id',
          required: { when: 'type', is: [2] },
          about: `The file when type is 2, uploaded ${uploader} at most 3 days ago`,
        },
        { name: 'userid', type: 'string', required: { when: 'type', is: [3] }, about: 'The member when type is 3' },
      ],
      about: 'Names and values in lines',
    },
    links: {
      name: 'jump_list',
      type: 'objects',
      limit: { unit: 'items', max: 3, over: 'refused' },
      fields: [...CLICK, { ...text('title', sizes.linkText, 'The text of the link'), required: true }],
      about: 'Links below the content',
    },
    action: {
      name: 'card_action',
      type: 'object',
      required: true,
      fields: [
        { name: 'type', type: 'integer', required: true, values: [1, 2], about: 'What a click on the card does: 1 opens a URL, 2 a mini-program' },
        URL_OF_TYPE_1,
        ...MINI_PROGRAM_OF_TYPE_2,
      ],
      about: 'What a click on the card does',
    },
    optionalAction: { name: 'card_action', type: 'object', fields: CLICK, about: 'What a click on the card does' },
  };
}

/** The title and its text; whether the object itself must be there depends on the card. */
export const titleOfCard = (title: FieldSpec, titleText: FieldSpec): FieldSpec => ({
  name: 'main_title',
  type: 'object',
  fields: [title, titleText],
  about: 'The title and the text below it',
});
