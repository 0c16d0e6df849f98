import { Refusal } from '../errcodes.ts';
import { checkCard, checkContent } from '../message/content.ts';
import type { Channel, ShownMessage } from '../message/content.ts';
import { isObject } from '../message/fields.ts';
import type { CanSend } from '../message/fields.ts';
import { checkImage } from './image.ts';
import { MESSAGE_TYPES } from './message-types.ts';
import { CARDS } from './template-cards.ts';

const ROBOT: Channel = {
  types: MESSAGE_TYPES,
  further: {
    image: (content) => (checkImage(String(content.base64), String(content.md5)), content),
    template_card: (card, canSend) => checkCard(CARDS, card, canSend),
  },
};

/**
 * Checks a message against everything that WeCom checks.
 * @throws Refusal at the first rule that is broken.
 */
export function checkMessage(message: unknown, canSend: CanSend): ShownMessage {
  if (!isObject(message)) throw new Refusal(40058, 'the body is not a JSON object');
  return checkContent(ROBOT, message, canSend);
}
