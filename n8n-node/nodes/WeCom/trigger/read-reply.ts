import type { IWebhookFunctions } from 'n8n-workflow';

import { sealBotReply, validateBotReply } from '../../../../core/callback/bot-reply.ts';
import type { Sealed } from '../../../../core/callback/envelope.ts';
import type { Push } from '../../../../core/callback/message.ts';
import type { Packet } from '../../../../core/callback/packet.ts';
import { sealReply, validateReply } from '../../../../core/callback/reply.ts';
import type { Reply } from '../../../../core/callback/reply.ts';
import type { CallbackSettings } from '../../../../core/callback/settings.ts';
import { InvalidInputError, isWeComError } from '../../../../core/errors.ts';
import { ANSWERED_EVENTS, CARD_EVENT, CARD_REPLIES } from '../../../../core/spec/replies.ts';
import { CLOCK } from '../../../ports.ts';
import { readJsonObject } from '../../../read-json.ts';

/** What goes back to the member in the answer itself, or why it does not. Neither, when nothing was to go back. */
export interface Answer {
  sealed?: Sealed;
  problem?: string;
}

/** Never throws: a reply that is wrong must not cost the message that it replies to. */
export function answerTo(context: IWebhookFunctions, packet: Packet, settings: CallbackSettings): Answer {
  const { push } = packet;
  try {
    const wanted = context.getNodeParameter('reply') as string;
    if (wanted === 'none') return {};
    showToExpressions(context, push);
    return push.from === 'bot' ? botAnswer(context, wanted, packet, settings) : appAnswer(context, wanted, packet, settings);
  } catch (error) {
    return { problem: isWeComError(error) || error instanceof Error ? error.message : 'The reply could not be made' };
  }
}

/**
 * Lets expressions find the message under the names that it has in the workflow. n8n gives those of a webhook the request instead, which
 * is encrypted, and has no other way to give them something.
 *
 * @throws Error where this n8n keeps it elsewhere: a reply must not be made of nothing.
 */
function showToExpressions(context: IWebhookFunctions, { fields }: Push): void {
  const { connectionInputData: input } = context as unknown as { connectionInputData?: unknown };
  if (!Array.isArray(input)) throw new Error('This version of n8n shows the message to no expression; reply with the WeCom node instead');
  input.splice(0, input.length, { json: fields });
}

function appAnswer(context: IWebhookFunctions, wanted: string, packet: Packet, settings: CallbackSettings): Answer {
  const { push } = packet;
  if (push.kind === 'unknown') return {};
  const isPress = push.kind === 'event' && push.type === CARD_EVENT;
  // A trigger may take messages and presses alike; each reply suits only one of them, and some events take none.
  if (isPress !== CARD_REPLIES.includes(wanted) || (push.kind === 'event' && !isPress && !ANSWERED_EVENTS.includes(push.type))) return {};
  const reply: Reply = { msgtype: wanted, ...appBody(context, wanted) };
  const { problems } = validateReply(reply, push);
  if (problems.length > 0) throw new InvalidInputError(problems);
  return { sealed: sealReply(reply, packet, settings, { now: CLOCK.now() }) };
}

/** As the panel or an expression gives it; what is of another type is named by the validation. */
const parameter = (context: IWebhookFunctions, name: string): unknown => context.getNodeParameter(name, '');

function appBody(context: IWebhookFunctions, msgtype: string): Record<string, unknown> {
  switch (msgtype) {
    case 'text':
      return { text: { content: parameter(context, 'replyContent') } };
    case 'image':
    case 'voice':
      return { [msgtype]: { media_id: parameter(context, 'replyMediaId') } };
    case 'video':
      return { video: { media_id: parameter(context, 'replyMediaId'), ...filled({ title: parameter(context, 'replyTitle'), description: parameter(context, 'replyDescription') }) } };
    case 'news': {
      const { values = [] } = context.getNodeParameter('replyArticles', {}) as { values?: Record<string, unknown>[] };
      return { news: { articles: values.map(filled) } };
    }
    case 'update_button':
      return { button: { replace_name: parameter(context, 'replyButtonName') } };
    default:
      return { template_card: readJsonObject(parameter(context, 'replyCard'), 'Card', 'card_type and the fields of its kind') };
  }
}

const filled = (fields: Record<string, unknown>): Record<string, unknown> => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''));

function botAnswer(context: IWebhookFunctions, wanted: string, packet: Packet, settings: CallbackSettings): Answer {
  const reply = wanted === 'json' ? readJsonObject(parameter(context, 'replyJson'), 'Reply in JSON', 'msgtype and the object of its type') : botText(packet.push, parameter(context, 'replyContent'));
  if (reply === undefined) return {};
  const { problems } = validateBotReply(reply);
  if (problems.length > 0) throw new InvalidInputError(problems);
  return { sealed: sealBotReply(reply, packet, settings, { now: CLOCK.now() }) };
}

/** A welcome is a text; every other reply of a bot is a stream, which may be finished with its first part. */
function botText(push: Push, content: unknown): Record<string, unknown> | undefined {
  if (push.kind === 'event') return push.type === 'enter_chat' ? { msgtype: 'text', text: { content } } : undefined;
  // A stream asks how a reply goes on, and this one was finished at once.
  if (push.kind === 'unknown' || push.type === 'stream') return undefined;
  const { msgid } = push.fields;
  return { msgtype: 'stream', stream: { id: typeof msgid === 'string' && msgid !== '' ? msgid : 'reply', finish: true, content } };
}
