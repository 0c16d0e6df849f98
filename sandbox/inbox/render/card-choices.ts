import { fieldsOf, listOf, textOf, type Fields } from '../fields.ts';
import { html, type Html, type Part } from '../html.ts';
import { foreignLink } from '../link.ts';

/** Who can press the buttons of a card, and of which message it is. */
export interface Pressing {
  msgid: string;
  /** By userid. */
  users: readonly string[];
  /** What stands in the place of the buttons once they can no longer be pressed. */
  replaced: string | undefined;
}

const isDisabled = (pressing: Pressing | undefined): boolean => pressing?.replaced !== undefined || !pressing;

function votes({ question_key, mode, option_list }: Fields, disabled: boolean): Html {
  const key = textOf(question_key);
  const type = mode === 1 ? 'checkbox' : 'radio';
  return html`<fieldset class="card-question" data-question="${key}"${disabled && html` disabled`}>${listOf(option_list).map(
    ({ id, text, is_checked }) =>
      html`<label><input type="${type}" name="vote" value="${textOf(id)}"${is_checked === true && html` checked`}> <bdi>${textOf(text)}</bdi></label>`,
  )}</fieldset>`;
}

function selection({ question_key, title, selected_id, option_list }: Fields, disabled: boolean): Html {
  return html`<label class="card-select" data-question="${textOf(question_key)}"><bdi>${textOf(title)}</bdi> <select${disabled && html` disabled`}>${listOf(option_list).map(
    ({ id, text }) => html`<option value="${textOf(id)}"${id === selected_id && html` selected`}>${textOf(text)}</option>`,
  )}</select></label>`;
}

function button({ type, text, style, key, url }: Fields, pressing: Pressing | undefined): Html {
  const words = html`<bdi>${textOf(text)}</bdi>`;
  if (type === 1) return foreignLink(url, words, 'card-button');
  const tone = ['1', '2', '3', '4'].includes(textOf(style)) ? textOf(style) : '1';
  return html`<button class="card-button style-${tone}" type="submit" value="${textOf(key)}"${!pressing && html` disabled`}>${words}</button>`;
}

function buttons(all: Fields[], pressing: Pressing | undefined): Part {
  if (all.length === 0) return undefined;
  const { replaced } = pressing ?? {};
  if (replaced !== undefined) return html`<div class="card-buttons"><button type="button" class="card-button" disabled><bdi>${replaced}</bdi></button></div>`;
  return html`<div class="card-buttons">${all.map((one) => button(one, pressing))}</div>`;
}

/** The menu in the corner of an application's card. */
function menu(card: Fields, pressing: Pressing | undefined): Part {
  const { desc, action_list } = fieldsOf(card.action_menu);
  const actions = listOf(action_list).map((action) => button({ ...action, style: 1 }, pressing));
  return actions.length > 0 && html`<p class="card-menu"><bdi>${textOf(desc) || 'Menu'}</bdi>: ${actions}</p>`;
}

const as = ({ users }: Pressing): Html =>
  html`<label class="card-as"${users.length < 2 && html` hidden`}>Press as <select name="from">${users.map((userid) => html`<option>${userid}</option>`)}</select></label>`;

/** What a reader can do with a card that calls back: choose, vote, press. Without `pressing`, it is only to be looked at. */
export function cardChoices(card: Fields, pressing: Pressing | undefined): Part {
  const questions = [
    ...[fieldsOf(card.checkbox)].filter(({ option_list }) => option_list !== undefined).map((one) => votes(one, isDisabled(pressing))),
    ...[...listOf(card.select_list), ...listOf([card.button_selection])].map((one) => selection(one, isDisabled(pressing))),
  ];
  const all = [...listOf(card.button_list), ...listOf([card.submit_button])];
  const parts = [...questions, buttons(all, pressing), menu(card, pressing)].filter((part) => part !== undefined && part !== false);
  if (parts.length === 0) return undefined;
  return html`<form class="card-press" data-msgid="${pressing?.msgid}">${parts}${pressing && as(pressing)}</form>`;
}
