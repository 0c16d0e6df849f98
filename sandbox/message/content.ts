import { Refusal } from '../errcodes.ts';
import { checkFields, hasText, isObject } from './fields.ts';
import type { CanSend, Fields, JsonObject } from './fields.ts';

/** A message as its readers are shown it. */
export interface ShownMessage {
  msgtype: string;
  message: JsonObject;
}

/** What a channel takes: the fields of each msgtype, and the rules that concern more than one field. */
export interface Channel {
  types: Readonly<Record<string, Fields>>;
  /** Each returns what the reader is shown of the content. */
  further: Readonly<Record<string, (content: JsonObject, canSend: CanSend) => JsonObject>>;
}

/**
 * Checks the object that carries the msgtype's name.
 * @throws Refusal 40008 for a type that the channel does not have, else at the first rule that is broken.
 */
export function checkContent(channel: Channel, message: JsonObject, canSend: CanSend): ShownMessage {
  const { msgtype } = message;
  if (typeof msgtype !== 'string' || !Object.hasOwn(channel.types, msgtype)) throw new Refusal(40008);
  const content = message[msgtype];
  if (!isObject(content)) throw new Refusal(40058, `${msgtype} is missing`);
  const checked = checkFields(channel.types[msgtype] ?? {}, content, msgtype, canSend);
  const shown = channel.further[msgtype]?.(checked, canSend) ?? checked;
  return { msgtype, message: { ...message, [msgtype]: shown } };
}

/** The fields of each card, by card_type. */
export type Cards = Readonly<Record<string, Fields>>;

/** Checks a card whose card_type is known. @throws Refusal at the first rule that is broken. */
export function checkCard(cards: Cards, card: JsonObject, canSend: CanSend): JsonObject {
  const shown = checkFields(cards[String(card.card_type)] ?? {}, card, 'template_card', canSend);
  const title = isObject(card.main_title) ? card.main_title.title : undefined;
  // A news notice has been asked for its title already; a text notice needs it or the text below it.
  if (!hasText(title) && !hasText(card.sub_title_text)) {
    throw new Refusal(40058, 'template_card.main_title.title and template_card.sub_title_text are missing');
  }
  return shown;
}
