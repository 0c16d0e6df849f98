import { cardBefore } from '../app/card-state.ts';
import { isObject, objectsIn, textOf } from '../message/fields.ts';
import type { JsonObject } from '../message/fields.ts';
import type { MessageRecord } from '../types.ts';
import type { CardPress } from './types.ts';

/** What a member chose on a card. */
export interface Choice {
  taskId: string;
  cardType: string;
  /** Whether it was chosen from the card's menu. */
  isMenu: boolean;
  /** What was chosen before a button was pressed, by question. */
  answers: { question: string; options: string[] }[];
}

/**
 * What a member chooses on a card by pressing a button of it, or an action of its menu.
 * @throws Error for a card that was recalled, for somebody who does not see it, and for what it does not offer.
 */
export function choiceOf(message: MessageRecord, { from, key, selected = {} }: Omit<CardPress, 'msgid'>): Choice {
  if (message.recalledAt !== undefined) throw new Error('The card was recalled.');
  if (message.to?.shown.includes(from) !== true) throw new Error(`"${from}" was not shown this card.`);
  const { card, replaced } = cardBefore(from, message);
  const isMenu = objectsIn(isObject(card.action_menu) ? card.action_menu.action_list : undefined).some((action) => action.key === key);
  const buttons = [...objectsIn(card.button_list).filter(({ type }) => type !== 1), ...objectsIn(card.submit_button)];
  if (!isMenu && replaced !== undefined) throw new Error(`The card's buttons can no longer be pressed: "${replaced}" stands in their place.`);
  if (!isMenu && !buttons.some((button) => button.key === key)) throw new Error(`The card has no button with the key "${key}".`);
  return { taskId: textOf(card.task_id), cardType: textOf(card.card_type), isMenu, answers: isMenu ? [] : answersOf(card, selected) };
}

/** By question; where nothing is said, what the card came with. */
function answersOf({ checkbox, select_list, button_selection }: JsonObject, selected: Readonly<Record<string, readonly string[]>>): Choice['answers'] {
  const questions = [...objectsIn(checkbox), ...objectsIn(select_list), ...objectsIn(button_selection)];
  return questions.flatMap((asked) => {
    const question = textOf(asked.question_key);
    const offered = objectsIn(asked.option_list);
    const before = offered.filter(({ id, is_checked }) => is_checked === true || id === asked.selected_id).map(({ id }) => textOf(id));
    const options = [...(selected[question] ?? before)];
    const unknown = options.find((one) => !offered.some(({ id }) => id === one));
    if (unknown !== undefined) throw new Error(`The question "${question}" has no option "${unknown}".`);
    return options.length > 0 ? [{ question, options }] : [];
  });
}
