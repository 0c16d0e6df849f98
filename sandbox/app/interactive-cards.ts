import { Refusal } from '../errcodes.ts';
import { CARD_DETAILS, CARD_SOURCE, CARD_TITLE, OPTIONAL_LINK } from '../message/card-parts.ts';
import type { Cards } from '../message/content.ts';
import { isObject } from '../message/fields.ts';
import type { FieldRule, Fields, JsonObject } from '../message/fields.ts';

/**
 * The cards of an application that are answered: what the reader chooses goes to the application's callback address.
 * Sources: https://developer.work.weixin.qq.com/document/path/90236, https://developer.work.weixin.qq.com/document/path/101032
 *
 * The lengths of their texts are only recommended and not enforced; those of their keys and ids are.
 */

const KEY: FieldRule = { kind: 'text', required: true, maxBytes: 1024 };
const TEXT: FieldRule = { kind: 'text', required: true };

/** The name under which a card can be changed later. */
export const TASK_ID: FieldRule = { kind: 'text', maxBytes: 128, pattern: /^[\w@-]+$/ };

/** The menu in the card's corner. */
export const ACTION_MENU: FieldRule = {
  kind: 'object',
  fields: {
    desc: { kind: 'text' },
    action_list: { kind: 'objects', required: true, range: [1, 3], fields: { text: TEXT, key: KEY } },
  },
};

const options = (most: number, more: Fields = {}): FieldRule => ({
  kind: 'objects',
  required: true,
  range: [1, most],
  fields: { id: { kind: 'text', required: true, maxBytes: 128 }, text: TEXT, ...more },
});

const SELECTION: Fields = {
  question_key: KEY,
  title: { kind: 'text' },
  selected_id: { kind: 'text', maxBytes: 128 },
  option_list: options(10),
};

const COMMON: Fields = { ...CARD_SOURCE, main_title: CARD_TITLE, task_id: { ...TASK_ID, required: true } };

const SUBMIT_BUTTON: FieldRule = { kind: 'object', required: true, fields: { text: TEXT, key: KEY } };

export const INTERACTIVE_CARDS: Cards = {
  button_interaction: {
    ...COMMON,
    ...CARD_DETAILS,
    action_menu: ACTION_MENU,
    sub_title_text: { kind: 'text' },
    card_action: { kind: 'object', fields: OPTIONAL_LINK },
    button_selection: { kind: 'object', fields: SELECTION },
    button_list: {
      kind: 'objects',
      required: true,
      range: [1, 6],
      fields: {
        // 0 calls back, 1 leads to an address.
        type: { kind: 'number', values: [0, 1] },
        text: TEXT,
        style: { kind: 'number', values: [1, 2, 3, 4] },
        key: { ...KEY, required: { typeOtherThan: 1 } },
        url: { kind: 'text', required: { type: 1 }, form: 'link' },
      },
    },
  },
  vote_interaction: {
    ...COMMON,
    checkbox: {
      kind: 'object',
      required: true,
      fields: { question_key: KEY, mode: { kind: 'number', values: [0, 1] }, option_list: options(20, { is_checked: { kind: 'boolean' } }) },
    },
    submit_button: SUBMIT_BUTTON,
  },
  multiple_interaction: {
    ...COMMON,
    select_list: { kind: 'objects', required: true, range: [1, 3], fields: SELECTION },
    submit_button: SUBMIT_BUTTON,
  },
};

export const isInteractive = ({ card_type }: JsonObject): boolean =>
  typeof card_type === 'string' && Object.hasOwn(INTERACTIVE_CARDS, card_type);

/** Lists whose members are told apart by a field, wherever a card has one. */
const DISTINCT: Readonly<Record<string, string>> = { action_list: 'key', button_list: 'key', option_list: 'id', select_list: 'question_key' };

/** @throws Refusal 40058 for a list that has the same key or id twice: nobody could say what was chosen. */
export function checkDistinct(value: unknown, where: string): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, member] of Object.entries(value) as [string, unknown][]) {
    const field = DISTINCT[name];
    if (field !== undefined && Array.isArray(member)) {
      const keys = member.filter(isObject).map((one) => one[field]).filter((key) => key !== undefined);
      if (new Set(keys).size < keys.length) throw new Refusal(40058, `${where}.${name} has the same ${field} twice`);
    }
    checkDistinct(member, `${where}.${name}`);
  }
}
