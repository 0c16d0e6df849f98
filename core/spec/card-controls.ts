import { text } from './card-parts.ts';
import type { FieldSpec } from './types.ts';

/*
 * What a member can choose and press on a card of an application. What was pressed comes back to the application's callback URL.
 */

/** A card is sent, or takes the place of another: then it may be shut, and needs no task_id of its own. */
export type CardOccasion = 'sent' | 'updated';

export interface CardControls {
  menu: FieldSpec;
  buttons: FieldSpec;
  selection: FieldSpec;
  vote: FieldSpec;
  selections: FieldSpec;
  submit: FieldSpec;
}

const key = (name: string, maxBytes: number, about: string): FieldSpec => ({
  name,
  type: 'string',
  required: true,
  limit: { unit: 'bytes', max: maxBytes, over: 'refused' },
  about,
});

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
        key('key', 1024, 'What the callback reports when the entry is chosen; no two may be alike'),
      ],
      about: 'The entries of the menu',
    },
  ],
  about: 'A menu in the upper right corner; needs an application that has a callback URL, and a task_id',
};

const BUTTON_LIST: FieldSpec = {
  name: 'button_list',
  type: 'objects',
  required: true,
  limit: { unit: 'items', min: 1, max: 6, over: 'refused' },
  unique: 'key',
  fields: [
    { name: 'type', type: 'integer', values: [0, 1], about: 'What a click does: 0 calls back (as when left out), 1 opens a URL' },
    { ...text('text', 10, 'The text of the button'), required: true },
    { name: 'style', type: 'integer', values: [1, 2, 3, 4], about: 'How the button looks; 1 when left out' },
    { ...key('key', 1024, 'What the callback reports when type is 0; no two may be alike'), required: { when: 'type', is: [0], orAbsent: true } },
    { name: 'url', type: 'string', form: 'url', required: { when: 'type', is: [1] }, about: 'Opened when type is 1' },
  ],
  about: 'The buttons',
};

const SUBMIT_BUTTON: FieldSpec = {
  name: 'submit_button',
  type: 'object',
  required: true,
  fields: [{ ...text('text', 10, 'The text of the button'), required: true }, key('key', 1024, 'What the callback reports')],
  about: 'The button that submits the choice',
};

const QUESTION_KEY = key('question_key', 1024, 'What the callback calls this question');

const options = (max: number, maxCharacters: number, more: readonly FieldSpec[] = []): FieldSpec => ({
  name: 'option_list',
  type: 'objects',
  required: true,
  limit: { unit: 'items', min: 1, max, over: 'refused' },
  unique: 'id',
  fields: [
    key('id', 128, 'What the callback reports when it is chosen; no two may be alike'),
    { ...text('text', maxCharacters, 'The text of the option'), required: true },
    ...more,
  ],
  about: 'What there is to choose',
});

const CHECKED: FieldSpec = { name: 'is_checked', type: 'boolean', about: 'true = chosen from the start' };

/** Only a card that takes the place of another can be shut. */
const DISABLE: FieldSpec = { name: 'disable', type: 'boolean', about: 'true = nothing can be chosen any more' };

/** @see https://developer.work.weixin.qq.com/document/path/90236, and for updates https://developer.work.weixin.qq.com/document/path/94888 */
export function cardControls(occasion: CardOccasion): CardControls {
  const disable = occasion === 'updated' ? [DISABLE] : [];
  const drawer: readonly FieldSpec[] = [
    QUESTION_KEY,
    { name: 'title', type: 'string', about: 'The text on the left' },
    { name: 'selected_id', type: 'string', about: 'The id of the option chosen from the start; the first one when left out' },
    options(10, 16),
    ...disable,
  ];
  return {
    menu: ACTION_MENU,
    buttons: BUTTON_LIST,
    selection: { name: 'button_selection', type: 'object', fields: drawer, about: 'A list to choose from, above the buttons' },
    vote: {
      name: 'checkbox',
      type: 'object',
      required: true,
      fields: [
        QUESTION_KEY,
        { name: 'mode', type: 'integer', values: [0, 1], about: '0 = one option can be chosen (as when left out), 1 = several' },
        options(20, 17, [CHECKED]),
        ...disable,
      ],
      about: 'The question and its options',
    },
    selections: {
      name: 'select_list',
      type: 'objects',
      required: true,
      limit: { unit: 'items', min: 1, max: 3, over: 'refused' },
      unique: 'question_key',
      fields: drawer,
      about: 'The lists to choose from',
    },
    submit: SUBMIT_BUTTON,
  };
}
