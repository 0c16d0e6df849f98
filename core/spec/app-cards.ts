import { cardParts, titleOfCard } from './card-parts.ts';
import type { FieldSpec, VariantSpec } from './types.ts';

/*
 * The cards an application can send that only inform. Lengths of texts are advice in characters; the sizes of lists, the bytes of
 * ids and keys, and what is required are firm.
 */

const PARTS = cardParts(
  { sourceName: 20, title: 36, titleText: 44, figure: 14, figureText: 22, longText: 160, heading: 38, headingText: 160, value: 30, linkText: 18 },
  'by an application of the corp',
);

/** Whether the application has the callback URL that this needs only WeCom knows: it answers 43012 if not. */
const ACTION_MENU: FieldSpec = {
  name: 'action_menu',
  type: 'object',
  fields: [
    { name: 'desc', type: 'string', about: 'What the menu is for' },
    {
      name: 'action_list',
      type: 'objects',
      required: true,
      limit: { unit: 'items', min: 1, max: 3, over: 'refused' },
      unique: 'key',
      fields: [
        { name: 'text', type: 'string', required: true, about: 'The text of the entry' },
        {
          name: 'key',
          type: 'string',
          required: true,
          limit: { unit: 'bytes', max: 1024, over: 'refused' },
          about: 'What the callback reports when the entry is chosen; no two may be alike',
        },
      ],
      about: 'The entries of the menu',
    },
  ],
  about: 'A menu in the upper right corner; needs an application that has a callback URL, and a task_id',
};

const TASK_ID: FieldSpec = {
  name: 'task_id',
  type: 'string',
  required: { with: 'action_menu' },
  form: 'task_id',
  limit: { unit: 'bytes', max: 128, over: 'refused' },
  about: 'Names the card in callbacks; each card of the application needs another one',
};

export const APP_CARDS: readonly Omit<VariantSpec, 'sources'>[] = [
  {
    value: 'text_notice',
    title: 'Text notice',
    fields: [
      PARTS.source,
      ACTION_MENU,
      TASK_ID,
      titleOfCard(PARTS.title, PARTS.titleText),
      PARTS.quote,
      PARTS.emphasis,
      { ...PARTS.longText, required: { unless: ['main_title.title'] } },
      PARTS.values,
      PARTS.links,
      PARTS.action,
    ],
  },
  {
    value: 'news_notice',
    title: 'News notice',
    fields: [
      PARTS.source,
      ACTION_MENU,
      TASK_ID,
      { ...titleOfCard({ ...PARTS.title, required: true }, PARTS.titleText), required: true },
      PARTS.quote,
      PARTS.imageWithText,
      // A robot requires it in any case.
      { ...PARTS.image, required: { unless: ['image_text_area'] } },
      PARTS.headings,
      PARTS.values,
      PARTS.links,
      PARTS.action,
    ],
  },
];
