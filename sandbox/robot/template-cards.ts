import { CARD_IMAGE, NEWS_NOTICE, TEXT_NOTICE, TEXT_NOTICE_TITLE } from '../message/card-parts.ts';
import type { Cards } from '../message/content.ts';
import type { Fields } from '../message/fields.ts';

/**
 * The two cards of a group robot, by card_type.
 * Source: https://developer.work.weixin.qq.com/document/path/91770
 */
export const CARDS: Cards = {
  text_notice: { ...TEXT_NOTICE, main_title: { ...TEXT_NOTICE_TITLE, required: true } },
  news_notice: { ...NEWS_NOTICE, card_image: { ...CARD_IMAGE, required: true } },
};

/** What every card has to say first: which one it is. */
export const TEMPLATE_CARD: Fields = { card_type: { kind: 'text', required: true, values: Object.keys(CARDS) } };
