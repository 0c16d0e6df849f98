import { cardBefore } from '../app/card-state.ts';
import { isObject } from '../message/fields.ts';
import type { JsonObject } from '../message/fields.ts';
import type { World } from '../world.ts';
import { callApp } from './call.ts';
import type { CallbackRecord, CallOptions, CardPress } from './types.ts';
import type { XmlFields } from './xml-writer.ts';

const objectsIn = (value: unknown): JsonObject[] => (Array.isArray(value) ? value.filter(isObject) : isObject(value) ? [value] : []);

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/**
 * Has a member press a button of a card, or choose from its menu: the application is told, with a new code for changing the card.
 * Source: https://developer.work.weixin.qq.com/document/path/90240
 * @throws Error for a card that is not there or was recalled, for somebody who does not see it, and for what it does not offer.
 */
export function pressCard(world: World, { msgid, from, key, selected = {} }: CardPress, options: CallOptions, baseUrl: string): Promise<CallbackRecord> {
  const message = world.messages.all.find((sent) => sent.msgid === msgid);
  if (!message?.app || message.msgtype !== 'template_card' || message.recalledAt !== undefined) throw new Error('There is no card with this msgid.');
  if (message.to?.shown.includes(from) !== true) throw new Error(`"${from}" was not shown this card.`);
  const { card, replaced } = cardBefore(from, message);
  const isMenu = objectsIn(isObject(card.action_menu) ? card.action_menu.action_list : undefined).some((action) => action.key === key);
  const buttons = [...objectsIn(card.button_list).filter(({ type }) => type !== 1), ...objectsIn(card.submit_button)];
  if (!isMenu && replaced !== undefined) throw new Error(`The card's buttons can no longer be pressed: "${replaced}" stands in their place.`);
  if (!isMenu && !buttons.some((button) => button.key === key)) throw new Error(`The card has no button with the key "${key}".`);
  world.callbacks.addressOf(message.app);
  const app = world.apps.named(message.app);
  const items = isMenu ? [] : selectedItems(card, selected);
  const event: XmlFields = {
    MsgType: 'event',
    Event: isMenu ? 'template_card_menu_event' : 'template_card_event',
    FromUserName: from,
    EventKey: key,
    TaskId: textOf(card.task_id),
    CardType: textOf(card.card_type),
    ResponseCode: app.responseCodes.give(msgid, world.now()),
    // A sample of other choices would otherwise stand here.
    SelectedItems: items.length > 0 ? { SelectedItem: items } : {},
  };
  return callApp(world, app, event, options, baseUrl);
}

/** What was chosen, by question; where nothing is said, what the card came with. */
function selectedItems({ checkbox, select_list, button_selection }: JsonObject, selected: Readonly<Record<string, readonly string[]>>): XmlFields[] {
  const questions = [...objectsIn(checkbox), ...objectsIn(select_list), ...objectsIn(button_selection)];
  return questions.flatMap((question) => {
    const name = textOf(question.question_key);
    const options = objectsIn(question.option_list);
    const before = options.filter(({ id, is_checked }) => is_checked === true || id === question.selected_id).map(({ id }) => textOf(id));
    const chosen = selected[name] ?? before;
    const unknown = chosen.find((one) => !options.some(({ id }) => id === one));
    if (unknown !== undefined) throw new Error(`The question "${name}" has no option "${unknown}".`);
    return chosen.length > 0 ? [{ QuestionKey: name, OptionIds: { OptionId: [...chosen] } }] : [];
  });
}
