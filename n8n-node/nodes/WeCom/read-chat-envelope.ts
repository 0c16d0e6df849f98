import type { IExecuteFunctions } from 'n8n-workflow';

import type { Message } from '../../../core/robot.ts';
import { isAbsent, own } from '../../../core/validate/requirements.ts';
import { readText } from '../../read-text.ts';

/**
 * What a message to a group chat carries beside the object of its type, from the item's parameters. What the message itself says
 * wins; whether a message of its type can be confidential is for the validation to say.
 */
export function readChatEnvelope(context: IExecuteFunctions, itemIndex: number, message: Message): Record<string, unknown> {
  const { safe } = context.getNodeParameter('additionalFields', itemIndex, {}) as { safe?: unknown };
  return {
    chatid: isAbsent(own(message, 'chatid')) ? readText(context, itemIndex, 'chatId') : own(message, 'chatid'),
    ...(typeof safe === 'boolean' && own(message, 'safe') === undefined ? { safe: safe ? 1 : 0 } : {}),
  };
}
