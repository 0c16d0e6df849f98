import { cardParts, titleOfCard } from './card-parts.ts';
import { cardControls } from './card-controls.ts';
import type { CardOccasion } from './card-controls.ts';
import type { FieldSpec, VariantSpec } from './types.ts';

/*
 * The cards an application can send, and those that can take the place of one that was sent. Lengths of texts are advice in
 * characters; the sizes of lists, the bytes of ids and keys, and what is required are firm.
 */

const PARTS = cardParts(
  { sourceName: 20, title: 36, titleText: 44, figure: 14, figureText: 22, longText: 160, heading: 38, headingText: 160, value: 30, linkText: 18 },
  'by an application of the corp',
);

const TITLE: FieldSpec = { ...titleOfCard({ ...PARTS.title, required: true }, PARTS.titleText), required: true };

const TASK_ID: FieldSpec = {
  name: 'task_id',
  type: 'string',
  form: 'task_id',
  limit: { unit: 'bytes', max: 128, over: 'refused' },
  about: 'Names the card in callbacks; each card of the application needs another one',
};

const REPLACE_TEXT: FieldSpec = { name: 'replace_text', type: 'string', about: 'The text of the button, which is grey from then on and cannot be clicked' };

/** The five kinds of card. Whether the application has the callback URL that the interactive ones need only WeCom knows: 43012. */
export function appCards(occasion: CardOccasion): readonly Omit<VariantSpec, 'sources'>[] {
  const { menu, buttons, selection, vote, selections, submit } = cardControls(occasion);
  const updated = occasion === 'updated';
  const taskOfMenu: FieldSpec = updated ? TASK_ID : { ...TASK_ID, required: { with: 'action_menu' } };
  const task: FieldSpec = updated ? TASK_ID : { ...TASK_ID, required: true };
  const replaceText = updated ? [REPLACE_TEXT] : [];
  return [
    {
      value: 'text_notice',
      title: 'Text notice',
      fields: [
        PARTS.source,
        menu,
        taskOfMenu,
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
        menu,
        taskOfMenu,
        TITLE,
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
    {
      value: 'button_interaction',
      title: 'Buttons',
      fields: [
        PARTS.source,
        menu,
        task,
        TITLE,
        PARTS.quote,
        { ...PARTS.longText, about: 'A longer text' },
        PARTS.values,
        PARTS.optionalAction,
        selection,
        buttons,
        ...replaceText,
      ],
    },
    { value: 'vote_interaction', title: 'Vote', fields: [PARTS.source, task, TITLE, vote, submit, ...replaceText] },
    { value: 'multiple_interaction', title: 'Selections', fields: [PARTS.source, task, TITLE, selections, submit, ...replaceText] },
  ];
}
