import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { AppReceipt } from '../../../core/app.ts';
import { arrangeMessages } from '../../../core/arrange.ts';
import { InvalidInputError } from '../../../core/errors.ts';
import type { Problem } from '../../../core/errors.ts';
import type { TooLong } from '../../../core/fit.ts';
import { checkMentions } from '../../../core/mention.ts';
import { pictureMessage } from '../../../core/picture.ts';
import type { Message } from '../../../core/robot.ts';
import type { Channel, MediaKind } from '../../../core/spec/types.ts';
import { validateMessage } from '../../../core/validate.ts';
import { WECOM } from '../../../core/vendor.ts';
import type { BinaryFile } from '../../binary.ts';
import { failure } from '../../failure.ts';
import { inSentences } from '../../warnings.ts';
import { labelled } from './labels.ts';
import { WHOLE_MESSAGE } from './parameters/message-types.ts';
import { isCardInJson } from './read-card.ts';
import { readChatEnvelope } from './read-chat-envelope.ts';
import { readEnvelope } from './read-envelope.ts';
import { readMentions } from './read-mentions.ts';
import { readMessage } from './read-message.ts';
import { deliveryOf } from './sender.ts';
import type { Sender } from './sender.ts';
import { filesOf, uploadFile } from './upload.ts';
import { confidentialFiles, withWarnings } from './warnings.ts';

/** Message types that carry a file, each by the name of the media's kind. */
const MEDIA_TYPES: readonly string[] = ['image', 'voice', 'video', 'file'];

/** Stands for the media_id that an upload will give, so that the rest of the message is checked before it. */
const PENDING = 'pending';

/** One message that was sent. */
interface SentMessage {
  msgtype: string;
  errmsg: string;
  receipt: AppReceipt;
}

/**
 * Sends what one item asks for: uploads its files first, then all its messages in order. Everything is checked before the
 * first request, so a mistake in an item sends nothing of it.
 *
 * @throws NodeApiError or NodeOperationError that says what was sent before it.
 */
export async function sendMessage(context: IExecuteFunctions, itemIndex: number, sender: Sender): Promise<IDataObject> {
  const msgtype = context.getNodeParameter('messageType', itemIndex) as string;
  const fromBinary = MEDIA_TYPES.includes(msgtype) && context.getNodeParameter('mediaSource', itemIndex, 'binary') === 'binary';
  const files = fromBinary ? await filesOf(context, itemIndex, { channel: sender.channel, kind: msgtype as MediaKind, otherwise: ', or choose File as the Message Type' }) : [];
  const { messages, last, warnings } = prepare(context, itemIndex, sender, fromBinary ? files : undefined);

  const media: IDataObject[] = [];
  const ready: Message[] = [];
  for (const message of messages) {
    if (!fromBinary) ready.push(message);
    else for (const file of files) ready.push(await withFile(context, itemIndex, sender, message, file, media));
  }

  const sent: SentMessage[] = [];
  for (const message of [...ready, ...last]) {
    const outcome = await sender.send(message);
    if (outcome.delivery !== 'sent') {
      const before = sent.length === 0 ? '' : `${sent.length} of ${ready.length + last.length} messages were sent. `;
      throw withWarnings(failure(context.getNode(), outcome.error, itemIndex, before), warnings);
    }
    sent.push({ msgtype: message.msgtype, errmsg: outcome.errmsg, receipt: outcome.value });
  }
  return describe(msgtype, sent, media, warnings);
}

interface Prepared {
  messages: Message[];
  /** A text that mentions, to go out after everything else. */
  last: Message[];
  warnings: string[];
}

/**
 * The item's messages, arranged and found without fault. Those from binary fields still lack their media_id.
 *
 * @param files undefined of a message that takes none from binary fields.
 */
function prepare(context: IExecuteFunctions, itemIndex: number, sender: Sender, files: readonly BinaryFile[] | undefined): Prepared {
  const { channel, envelope } = sender;
  const mentions = canMention(context, itemIndex, channel) ? readMentions(context, itemIndex) : { users: [], mobiles: [] };
  const problems: Problem[] = [...checkMentions(mentions)];
  const warnings: Problem[] = [];
  const drafted = readMessage(context, itemIndex, channel);
  const tooLong = context.getNodeParameter('tooLong', itemIndex, 'split') as TooLong;
  const arranged = arrangeMessages([drafted], { channel, tooLong, mentions, filesAfter: 0 });
  problems.push(...arranged.problems);

  const around = { ...ENVELOPES[channel](context, itemIndex, drafted, problems), ...envelope };
  const messages = arranged.messages.map((message): Message => ({ ...message, ...around }));
  const inline = channel === 'robot' && drafted.msgtype === 'image';
  for (const message of messages) {
    // A robot's picture is in the message itself and was checked as a file.
    if (files !== undefined && inline) continue;
    const findings = validateMessage(channel, files === undefined ? message : withMediaId(message, PENDING));
    problems.push(...findings.problems);
    warnings.push(...findings.warnings, ...confidentialFiles(message, files ?? []));
  }
  const shown = (problem: Problem): Problem => (isInFields(context, itemIndex) ? labelled(channel, { ...drafted, ...around }, problem) : problem);
  if (problems.length > 0) throw failure(context.getNode(), new InvalidInputError(problems.map(shown)), itemIndex);
  return { messages, last: arranged.last === undefined ? [] : [arranged.last], warnings: inSentences(WECOM, warnings.map(shown)) };
}

/** Whether the message was filled in field by field; one that was written in JSON has no labels, and its paths say where. */
function isInFields(context: IExecuteFunctions, itemIndex: number): boolean {
  const msgtype = context.getNodeParameter('messageType', itemIndex);
  return msgtype !== WHOLE_MESSAGE && !(msgtype === 'template_card' && isCardInJson((name) => context.getNodeParameter(name, itemIndex, '')));
}

/** What stands beside the object of the type. */
const ENVELOPES: Record<Channel, typeof readEnvelope> = { robot: () => ({}), app: readEnvelope, appchat: readChatEnvelope };

/** In a group chat of an application only a text mentions, and nothing is sent after another type for that. */
function canMention(context: IExecuteFunctions, itemIndex: number, channel: Channel): boolean {
  return channel === 'robot' || (channel === 'appchat' && context.getNodeParameter('messageType', itemIndex) === 'text');
}

async function withFile(context: IExecuteFunctions, itemIndex: number, sender: Sender, message: Message, file: BinaryFile, media: IDataObject[]): Promise<Message> {
  if (sender.channel === 'robot' && file.kind === 'image') return pictureMessage(file.bytes);
  const uploaded = await uploadFile(context, itemIndex, sender, file);
  media.push(uploaded.json);
  return withMediaId(message, uploaded.media.media_id);
}

function withMediaId(message: Message, media_id: string): Message {
  const body = (message[message.msgtype] ?? {}) as Record<string, unknown>;
  return { ...message, [message.msgtype]: { ...body, media_id } };
}

/** Several messages of one item are one result: the first one's ids, the worst delivery, and each message by itself. */
function describe(msgtype: string, sent: readonly SentMessage[], media: IDataObject[], warnings: string[]): IDataObject {
  const each = sent.map(({ receipt, errmsg, msgtype: type }): IDataObject => ({ delivery: deliveryOf(receipt), msgtype: type, errcode: 0, errmsg, ...receipt }));
  return {
    ...each[0],
    delivery: each.some(({ delivery }) => delivery === 'partial') ? 'partial' : 'sent',
    ...(msgtype === 'json' ? {} : { msgtype }),
    ...(media.length > 0 ? { media } : {}),
    ...(each.length > 1 ? { messages: each } : {}),
    ...(warnings.length > 0 ? { warnings } : {}),
  };
}
