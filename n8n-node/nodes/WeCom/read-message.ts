import type { IExecuteFunctions } from 'n8n-workflow';

import type { Message } from '../../../core/robot.ts';
import type { Channel } from '../../../core/spec/types.ts';
import { readJsonObject } from '../../read-json.ts';
import { readText } from '../../read-text.ts';
import { WHOLE_MESSAGE } from './parameters/message-types.ts';
import { bodySpec } from './parameters/slots.ts';
import { readBody } from './read-body.ts';
import { readCard } from './read-card.ts';

/**
 * The message that the item's parameters make. One whose file is still in a binary field comes without its media_id.
 *
 * @throws InvalidInputError when a whole message or a whole card is written that cannot be read.
 */
export function readMessage(context: IExecuteFunctions, itemIndex: number, channel: Channel): Message {
  const parameter = (name: string): unknown => context.getNodeParameter(name, itemIndex, '');
  const msgtype = String(parameter('messageType'));
  if (msgtype === WHOLE_MESSAGE) return readJsonObject(parameter('message'), 'Message', 'msgtype and the object of that name') as Message;
  const spec = bodySpec(channel, msgtype);
  // An expression may name a type that does not exist; the validation knows which do.
  if (spec === undefined) return { msgtype };
  if (spec.variants !== undefined) return { msgtype, [msgtype]: readCard(spec, parameter) };
  const body = readBody(spec, parameter);
  const uploaded = spec.fields?.some(({ name }) => name === 'media_id') === true && parameter('mediaSource') === 'mediaId';
  return { msgtype, [msgtype]: uploaded ? { media_id: readText(context, itemIndex, 'mediaId'), ...body } : body };
}
