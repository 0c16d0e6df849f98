import { Refusal } from '../errcodes.ts';
import { CARD_IMAGE, NEWS_NOTICE, TEXT_NOTICE, TEXT_NOTICE_TITLE } from '../message/card-parts.ts';
import { checkCard } from '../message/content.ts';
import type { Cards } from '../message/content.ts';
import { hasText, isObject } from '../message/fields.ts';
import type { CanSend, Fields, JsonObject } from '../message/fields.ts';
import { ACTION_MENU, checkDistinct, INTERACTIVE_CARDS, isInteractive, TASK_ID } from './interactive-cards.ts';

/**
 * The cards of an application, by card_type.
 * Sources: https://developer.work.weixin.qq.com/document/path/90236, https://developer.work.weixin.qq.com/document/path/101032
 */

const MENU: Fields = { action_menu: ACTION_MENU, task_id: TASK_ID };

const CARDS: Cards = {
  text_notice: { ...TEXT_NOTICE, ...MENU, main_title: TEXT_NOTICE_TITLE },
  news_notice: { ...NEWS_NOTICE, ...MENU, card_image: CARD_IMAGE },
  ...INTERACTIVE_CARDS,
};

/** What every card has to say first: which one it is. */
export const TEMPLATE_CARD: Fields = { card_type: { kind: 'text', required: true, values: Object.keys(CARDS) } };

/** Whether what its reader does with a card goes to the application: such a card can be changed later. */
export const callsBack = (card: JsonObject): boolean => isInteractive(card) || isObject(card.action_menu);

/**
 * Checks a card whose card_type is known. `callback`: whether the application has an address to be called at.
 * @throws Refusal 43012 for a card that calls back where there is no such address, 40058 for a news notice without a picture,
 * for a menu without a task_id, for the same key or id twice, else at the first rule that is broken.
 */
export function checkAppCard(card: JsonObject, canSend: CanSend, callback: boolean): JsonObject {
  if (callsBack(card) && !callback) throw new Refusal(43012);
  const shown = checkCard(CARDS, card, canSend);
  if (card.card_type === 'news_notice' && !isObject(card.card_image) && !isObject(card.image_text_area)) {
    throw new Refusal(40058, 'template_card.card_image and template_card.image_text_area are missing');
  }
  if (isObject(card.action_menu) && !hasText(card.task_id)) throw new Refusal(40058, 'template_card.task_id is missing');
  checkDistinct(card, 'template_card');
  return shown;
}
