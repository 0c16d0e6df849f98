import type { CorpApp } from '../app/apps.ts';
import { callBot } from '../bot/call.ts';
import type { JsonObject } from '../message/fields.ts';
import type { World } from '../world.ts';
import { callApp } from './call.ts';
import { choiceOf } from './choice.ts';
import type { Choice } from './choice.ts';
import type { CallbackRecord, CallOptions, CardPress } from './types.ts';
import type { XmlFields } from './xml-writer.ts';

/**
 * Has a member press a button of a card, or choose from its menu: the application or bot that sent it is told.
 * @throws Error for a card that is not there, and with the words of choiceOf.
 */
export function pressCard(world: World, press: CardPress, options: CallOptions, baseUrl: string): Promise<CallbackRecord> {
  const message = world.messages.all.find(({ msgid, msgtype }) => msgid === press.msgid && msgtype === 'template_card');
  if (!message) throw new Error('There is no card with this msgid.');
  const choice = choiceOf(message, press);
  if (message.bot !== undefined) return callBot(world, world.bots.named(message.bot), botEvent(press, choice), options, baseUrl);
  const app = world.apps.named(message.app ?? '');
  // Before a code is given for changing the card.
  world.callbacks.addressOf(app.name);
  return callApp(world, app, appEvent(world, app, press, choice), options, baseUrl);
}

/** With a new code for changing the card. Source: https://developer.work.weixin.qq.com/document/path/90240 */
function appEvent(world: World, app: CorpApp, { msgid, from, key }: CardPress, { taskId, cardType, isMenu, answers }: Choice): XmlFields {
  const items = answers.map(({ question, options }) => ({ QuestionKey: question, OptionIds: { OptionId: options } }));
  return {
    MsgType: 'event',
    Event: isMenu ? 'template_card_menu_event' : 'template_card_event',
    FromUserName: from,
    EventKey: key,
    TaskId: taskId,
    CardType: cardType,
    ResponseCode: app.responseCodes.give(msgid, world.now()),
    // A sample of other choices would otherwise stand here.
    SelectedItems: items.length > 0 ? { SelectedItem: items } : {},
  };
}

/** Source: https://developer.work.weixin.qq.com/document/path/101027 */
function botEvent({ from, key }: CardPress, { taskId, cardType, answers }: Choice): JsonObject {
  const selected_item = answers.map(({ question, options }) => ({ question_key: question, option_ids: { option_id: options } }));
  const pressed = { card_type: cardType, event_key: key, task_id: taskId, selected_items: { selected_item } };
  return { msgtype: 'event', from: { userid: from }, event: { eventtype: 'template_card_event', template_card_event: pressed } };
}
