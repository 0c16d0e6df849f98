import { Refusal } from '../errcodes.ts';
import { checkFields, isObject } from './fields.ts';
import type { CanSend, JsonObject } from './fields.ts';
import { checkImage } from './image.ts';
import { MESSAGE_TYPES } from './message-types.ts';
import { CARDS } from './template-cards.ts';

/** A message that the group is shown. */
export interface ShownMessage {
  msgtype: string;
  message: JsonObject;
}

/** Rules that concern more than one field; each returns what the group is shown of the content. */
const FURTHER: Readonly<Record<string, (content: JsonObject, canSend: CanSend) => JsonObject>> = {
  image: (content) => (checkImage(String(content.base64), String(content.md5)), content),
  template_card: checkCard,
};

/**
 * Checks a message against everything that WeCom checks.
 * @throws Refusal at the first rule that is broken.
 */
export function checkMessage(message: unknown, canSend: CanSend): ShownMessage {
  if (!isObject(message)) throw new Refusal(40058, 'the body is not a JSON object');
  const { msgtype } = message;
  if (typeof msgtype !== 'string' || !Object.hasOwn(MESSAGE_TYPES, msgtype)) throw new Refusal(40008);
  const content = message[msgtype];
  if (!isObject(content)) throw new Refusal(40058, `${msgtype} is missing`);
  const checked = checkFields(MESSAGE_TYPES[msgtype] ?? {}, content, msgtype, canSend);
  const shown = FURTHER[msgtype]?.(checked, canSend) ?? checked;
  return { msgtype, message: { ...message, [msgtype]: shown } };
}

function checkCard(card: JsonObject, canSend: CanSend): JsonObject {
  const shown = checkFields(CARDS[String(card.card_type)] ?? {}, card, 'template_card', canSend);
  const title = isObject(card.main_title) ? card.main_title.title : undefined;
  // A news notice has been asked for its title already; a text notice needs it or the text below it.
  if (!hasText(title) && !hasText(card.sub_title_text)) {
    throw new Refusal(40058, 'template_card.main_title.title and template_card.sub_title_text are missing');
  }
  return shown;
}

const hasText = (value: unknown): boolean => typeof value === 'string' && value.trim() !== '';
