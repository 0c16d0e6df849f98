import { Refusal } from '../errcodes.ts';
import { CARD_IMAGE, NEWS_NOTICE, TEXT_NOTICE, TEXT_NOTICE_TITLE } from '../message/card-parts.ts';
import { checkCard } from '../message/content.ts';
import type { Cards } from '../message/content.ts';
import { hasText, isObject } from '../message/fields.ts';
import type { CanSend, Fields, JsonObject } from '../message/fields.ts';

/**
 * The cards of an application, by card_type.
 * Sources: https://developer.work.weixin.qq.com/document/path/90236, https://developer.work.weixin.qq.com/document/path/101032
 */

/** The menu in the card's corner, and the name under which the card can be changed later. */
const MENU: Fields = {
  action_menu: {
    kind: 'object',
    fields: {
      desc: { kind: 'text' },
      action_list: {
        kind: 'objects',
        required: true,
        range: [1, 3],
        fields: { text: { kind: 'text', required: true }, key: { kind: 'text', required: true, maxBytes: 1024 } },
      },
    },
  },
  task_id: { kind: 'text', maxBytes: 128, pattern: /^[\w@-]+$/ },
};

const CARDS: Cards = {
  text_notice: { ...TEXT_NOTICE, ...MENU, main_title: TEXT_NOTICE_TITLE },
  news_notice: { ...NEWS_NOTICE, ...MENU, card_image: CARD_IMAGE },
};

/** Those that call the application back, which this sandbox's applications have no address for. */
const INTERACTIVE = ['button_interaction', 'vote_interaction', 'multiple_interaction'];

/** What every card has to say first: which one it is. */
export const TEMPLATE_CARD: Fields = {
  card_type: { kind: 'text', required: true, values: [...Object.keys(CARDS), ...INTERACTIVE] },
};

/**
 * Checks a card whose card_type is known.
 * @throws Refusal 43012 for an interactive card, 40058 for a news notice without a picture, for a menu without a task_id or
 * with the same key twice, else at the first rule that is broken.
 */
export function checkAppCard(card: JsonObject, canSend: CanSend): JsonObject {
  if (INTERACTIVE.some((type) => type === card.card_type)) throw new Refusal(43012);
  const shown = checkCard(CARDS, card, canSend);
  if (card.card_type === 'news_notice' && !isObject(card.card_image) && !isObject(card.image_text_area)) {
    throw new Refusal(40058, 'template_card.card_image and template_card.image_text_area are missing');
  }
  if (isObject(card.action_menu)) checkMenu(card.action_menu, card.task_id);
  return shown;
}

function checkMenu({ action_list }: JsonObject, taskId: unknown): void {
  if (!hasText(taskId)) throw new Refusal(40058, 'template_card.task_id is missing');
  const keys = (action_list as JsonObject[]).map(({ key }) => key);
  if (new Set(keys).size < keys.length) throw new Refusal(40058, 'template_card.action_menu.action_list has the same key twice');
}
