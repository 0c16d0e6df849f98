import type { INodeProperties } from 'n8n-workflow';

import { messageTypes } from '../../../../core/spec/messages.ts';
import { bodyParameters } from './body.ts';
import { messageMedia } from './media.ts';
import { messageType, WHOLE_MESSAGE } from './message-types.ts';
import { pickedRecipients } from './picks.ts';
import { recipients } from './recipients.ts';

const SEND = { resource: ['message'], operation: ['send'] };

const EXAMPLE = { msgtype: 'text', text: { content: '' } };

export const wholeMessage: INodeProperties = {
  displayName: 'Message',
  name: 'message',
  type: 'json',
  default: JSON.stringify(EXAMPLE, null, 2),
  required: true,
  typeOptions: { rows: 8 },
  description: 'The whole message in JSON: msgtype and the object of that name, as WeCom documents them. Recipients in it win over those of the panel.',
  displayOptions: { show: { ...SEND, messageType: [WHOLE_MESSAGE] } },
};

const WITH_LONG_TEXT = [...messageTypes('robot'), ...messageTypes('app')].filter(({ longText }) => longText !== undefined).map(({ msgtype }) => msgtype);

export const tooLong: INodeProperties = {
  displayName: 'If Too Long',
  name: 'tooLong',
  type: 'options',
  options: [
    { name: 'Send Several Messages', value: 'split', description: 'Split the text between paragraphs, lines or words' },
    { name: 'Shorten', value: 'truncate', description: 'Send as much of the text as fits' },
    { name: 'Stop with an Error', value: 'fail', description: 'Send nothing' },
  ],
  default: 'split',
  description: 'What to do with a text or markdown that is longer than WeCom takes',
  displayOptions: { show: { ...SEND, messageType: [...new Set([...WITH_LONG_TEXT, WHOLE_MESSAGE])] } },
};

/** Everything about sending a message but its additional fields, in the order in which a user meets it. */
export const message: INodeProperties[] = [pickedRecipients, ...recipients, ...messageType, ...messageMedia, ...bodyParameters('robot'), ...bodyParameters('app'), wholeMessage, tooLong];
