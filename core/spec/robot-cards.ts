import { cardParts, titleOfCard } from './card-parts.ts';
import type { VariantSpec } from './types.ts';

/*
 * The cards a group robot can send. Lengths of texts are advice in characters; the sizes of lists and what is required are firm.
 * All of it is smaller than what an application may send in a card of the same name.
 */

const PARTS = cardParts(
  { sourceName: 13, title: 26, titleText: 30, figure: 10, figureText: 15, longText: 112, heading: 26, headingText: 112, value: 26, linkText: 13 },
  'with the same robot',
);

export const ROBOT_CARDS: readonly Omit<VariantSpec, 'sources'>[] = [
  {
    value: 'text_notice',
    title: 'Text notice',
    fields: [
      PARTS.source,
      { ...titleOfCard(PARTS.title, PARTS.titleText), required: true },
      PARTS.emphasis,
      PARTS.quote,
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
      { ...titleOfCard({ ...PARTS.title, required: true }, PARTS.titleText), required: true },
      { ...PARTS.image, required: true },
      PARTS.imageWithText,
      PARTS.quote,
      PARTS.headings,
      PARTS.values,
      PARTS.links,
      PARTS.action,
    ],
  },
];
